namespace Autodiff.Core.Tests.Laws;

/// <summary>A traced function equals the function bit for bit, and so do its derivatives.</summary>
public class StagingLaws
{
    public static TheoryData<string, string> Rows => Table.Grid();

    public static TheoryData<string, string> First => Table.Reverse(1);

    [Theory, MemberData(nameof(Rows))]
    public void Staged_is_eager(string row, string dtype) => Table.Check(row, dtype, c =>
    {
        Same(c.F, Transform.Staged(c.F), c.X);
        Same(c.F, Transform.Optimized(c.F), c.X);
    });

    [Theory, MemberData(nameof(First))]
    public void The_gradient_staged_and_of_staged_is_the_gradient(string row, string dtype) => Table.Check(row, dtype, c =>
    {
        var x = SecondOrderLaws.WithCotangents(c);
        var gradient = Transform.Gradient(c.F, c.Floating);
        Same(gradient, Transform.Staged(gradient), x);
        Same(gradient, Transform.Optimized(gradient), x);
        Same(gradient, Transform.Gradient(Transform.Staged(c.F), c.Floating), x);
        Same(gradient, Transform.Staged(Transform.Gradient(Transform.Staged(c.F), c.Floating)), x);
    });

    [Theory, MemberData(nameof(Rows))]
    public void Vmap_staged_and_of_staged_is_vmap(string row, string dtype) => Table.Check(row, dtype, c =>
    {
        var all = Array.ConvertAll(c.X, _ => true);
        var x = c.X.Select((_, i) => Numeric.Stack(Array.ConvertAll(c.Items, item => item[i]))).ToArray();
        Value[] Mapped(Value[] v) => Transform.Vmap(c.F, v, all, 2);
        Same(Mapped, Transform.Staged(Mapped), x);
        Same(Mapped, Transform.Optimized(Mapped), x);
        Same(Mapped, v => Transform.Vmap(Transform.Staged(c.F), v, all, 2), x);
    }, 2);

    [Theory, MemberData(nameof(Rows))]
    public void The_graph_prints(string row, string dtype) => Table.Check(row, dtype, c =>
    {
        string text = Transform.Stage(c.F, c.X).Graph.ToString();
        Assert.Matches(@"^(let g\d+ = \{|\{) lambda ", text);
        Assert.DoesNotContain("System.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Autodiff.", text, StringComparison.Ordinal);
    });

    static void Same(Func<Value[], Value[]> expected, Func<Value[], Value[]> actual, Tensor[] x)
    {
        var (e, a) = (expected(x), actual(x));
        Assert.Equal(e.Length, a.Length);
        for (int i = 0; i < e.Length; i++) Numeric.Same(e[i], a[i], $"result {i}");
    }
}
