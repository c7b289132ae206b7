using System.Globalization;
using Autodiff.Backends;
using Autodiff.Backends.Managed;
using Autodiff.Core.Tests.Laws;
using CsCheck;

namespace Autodiff.Core.Tests.Xla;

/// <summary>Random programs give the same results on both backends. Several programs share an executable, because compiling is slow.</summary>
public class RandomProgramTests
{
    const int Together = 10;

    // 1,000 for 10,000 programs.
    static readonly int executables = int.TryParse(Environment.GetEnvironmentVariable("AUTODIFF_RANDOM_EXECUTABLES"), CultureInfo.InvariantCulture, out int n) ? n : 10;

    [XlaFact]
    public void XLA_is_Managed() => RandomProgram.All.Array[Together].Sample(programs =>
    {
        Tensor[] x = [.. programs.SelectMany(p => p.Inputs)];
        var graph = Transform.Stage(v =>
        {
            int next = 0;
            return [.. programs.SelectMany(p => p.Run(v[next..(next += p.Inputs.Length)]))];
        }, x).Graph;
        var expected = Run(ManagedBackend.Instance, graph, x);
        var actual = Run(XlaPlugin.Backend, graph, x);
        int result = 0;
        foreach (var p in programs)
        {
            int count = p.Run([.. p.Inputs]).Length;
            for (int i = 0; i < count; i++, result++) Close(expected[result], actual[result], p, i);
        }
    }, iter: executables, threads: 1, print: programs => $"{programs.Length} programs");

    static void Close(Tensor expected, Tensor actual, RandomProgram p, int i)
    {
        // A row may compute in f32 but return f64.
        bool single = expected.DType == DType.F32 || p.Steps.Any(s => s.Case.Row.Text.Contains("f32", StringComparison.Ordinal));
        double ulp = single ? 16 * MathF.BitIncrement(1) - 16 : 256 * (Math.BitIncrement(1) - 1);
        Numeric.Close(expected, actual, p.Steps.Max(s => s.Case.Row.Loose) * ulp * Math.Sqrt(Math.Max(1, expected.Size)), $"result {i} of\n{p}");
    }

    static Tensor[] Run(IBackend backend, Autodiff.Graphs.Graph graph, Tensor[] x) => backend.Compile(graph, []).Run(x)!;
}
