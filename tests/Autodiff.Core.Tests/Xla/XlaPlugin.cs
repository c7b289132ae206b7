using Autodiff.Backends.Managed;
using Autodiff.Backends.Xla;
using Autodiff.Backends.Xla.Pjrt;
using Autodiff.Core.Tests.Laws;

namespace Autodiff.Core.Tests.Xla;

/// <summary>The client of the plugin for tests, and its backend.</summary>
static class XlaPlugin
{
    static readonly Lazy<PjrtClient> client = new(() => PjrtClient.Create(PjrtPlugin.Load(PjrtPlugin.Open(XlaTests.Plugin)), 4));

    public static PjrtClient Client => client.Value;

    public static XlaBackend Backend => XlaBackend.On(Client);

    /// <summary>Asserts that a function gives the same results on Managed and on XLA, for each of these arguments of the same types.</summary>
    public static void Agrees(Func<Value[], Value[]> f, IReadOnlyList<Tensor[]> arguments, string what)
    {
        var graph = Transform.Stage(f, arguments[0]).Graph;
        var (managed, xla) = (ManagedBackend.Instance.Compile(graph, []), Backend.Compile(graph, []));
        foreach (var x in arguments)
        {
            var (expected, actual) = (managed.Run(x)!, xla.Run(x)!);
            for (int i = 0; i < expected.Length; i++)
                Numeric.Close(expected[i], actual[i], expected[i].DType == DType.F32 ? 1e-4 : 1e-10, $"result {i} of {what} at ({string.Join("; ", x.Select(t => t.ToString()))})");
        }
    }
}
