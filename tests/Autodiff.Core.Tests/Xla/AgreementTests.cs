using Autodiff.Backends;
using Autodiff.Backends.Managed;
using Autodiff.Core.Tests.Laws;
using CsCheck;

namespace Autodiff.Core.Tests.Xla;

/// <summary>
/// XLA agrees with the reference evaluation for every row: values, gradients and mapped values. There is one case each, the same in every run, because compiling is
/// slow.
/// </summary>
public class AgreementTests
{
    const string Seed = "crxe88QH0nF2";

    public static TheoryData<string, string> Rows => Table.Grid();

    [XlaTheory, MemberData(nameof(Rows))]
    public void XLA_is_Managed(string row, string dtype)
    {
        var c = Table.Row(row).Cases(dtype, 2).Single(_ => true, Seed);
        var x = SecondOrderLaws.WithCotangents(c);
        int n = c.X.Length;
        bool differentiable = c.Row.Order > 0 && c.Row.Reverse && c.Floating.Contains(true);
        var graph = Transform.Stage(v =>
        {
            var y = c.F(v[..n]);
            Value[] gradient = differentiable ? Transform.Gradient(c.F, c.Floating)(v) : [];
            return [.. y, .. gradient];
        }, x).Graph;
        Same(graph, x, c);

        var all = c.Items[0].Select((_, i) => Numeric.Stack([.. c.Items.Select(item => item[i])])).ToArray();
        Same(Transform.Stage(v => Transform.Vmap(c.F, v, Array.ConvertAll(v, _ => true), c.Items.Length), all).Graph, all, c);
    }

    static void Same(Autodiff.Graphs.Graph graph, Tensor[] x, Case c)
    {
        var expected = Run(ManagedBackend.Instance, graph, x);
        var actual = Run(XlaPlugin.Backend, graph, x);
        for (int i = 0; i < expected.Length; i++) Numeric.Close(expected[i], actual[i], c.Tolerance(expected[i].DType), $"result {i} of\n{c}");
    }

    static Tensor[] Run(IBackend backend, Autodiff.Graphs.Graph graph, Tensor[] x) => backend.Compile(graph, []).Run(x)!;
}
