namespace Autodiff.Core.Tests.Laws;

/// <summary>Mapping over an axis equals a loop.</summary>
public class BatchLaws
{
    const int Size = 3;

    public static TheoryData<string, string> Rows => Table.Grid();

    public static TheoryData<string, string> FirstReverse => Table.Reverse(1);

    public static TheoryData<string, string> First => Table.Both(1);

    [Theory, MemberData(nameof(Rows))]
    public void Vmap_is_a_loop_whatever_is_mapped(string row, string dtype) => Table.Check(row, dtype, c =>
    {
        foreach (bool[] mask in Table.Masks(c.X.Length)) IsLoop(c.F, c.Items, mask, c.Tolerance(1e-12, 1e-5));
    }, Size);

    [Theory, MemberData(nameof(FirstReverse))]
    public void Vmap_of_the_gradient_is_a_loop(string row, string dtype) => Table.Check(row, dtype, c =>
    {
        var ct = SecondOrderLaws.WithCotangents(c)[c.X.Length..];
        var items = Array.ConvertAll(c.Items, x => (Tensor[])[.. x, .. ct]);
        var gradient = Transform.Gradient(c.F, c.Floating);
        bool[] all = Array.ConvertAll(items[0], _ => true);
        foreach (bool[] mask in Table.Some(all)) IsLoop(gradient, items, mask, c.Tolerance(1e-11, 1e-4));
    }, Size);

    [Theory, MemberData(nameof(First))]
    public void The_gradient_of_vmap_is_its_transpose(string row, string dtype) => Table.Check(row, dtype, c =>
    {
        foreach (bool[] mask in Table.Some(Array.ConvertAll(c.X, _ => true)))
        {
            var x = mask.Select((b, i) => b ? Numeric.Stack(Array.ConvertAll(c.Items, item => item[i])) : c.X[i]).ToArray();
            Value[] Mapped(Value[] v) => Transform.Vmap(c.F, v, mask, Size);
            TransposeLaws.HoldsFor(Mapped, x, c.Tolerance(1e-11, 1e-4));
            if (Array.TrueForAll(c.X, v => !v.Type.IsFloat || v.DType == DType.F64)) JvpLaws.HoldsFor(Mapped, x, c.Row.Loose);
        }
    }, Size);

    [Theory, MemberData(nameof(Rows))]
    public void Vmap_over_no_items_gives_no_items(string row, string dtype) => Table.Check(row, dtype, c =>
    {
        var y = c.F(c.X);
        var none = Array.ConvertAll(c.X, v => (Value)Numeric.Tensor(v.Type.With(v.Type.Shape.Prepend(0)), []));
        var r = Transform.Vmap(c.F, none, Array.ConvertAll(none, _ => true), 0);
        for (int i = 0; i < y.Length; i++) Assert.Equal(y[i].Type.With(y[i].Type.Shape.Prepend(0)).Strong, r[i].Type.Strong);
    });

    [Theory, MemberData(nameof(Rows))]
    public void Vmap_of_vmap_is_a_loop_of_loops(string row, string dtype) => Table.Check(row, dtype, c =>
    {
        var all = Array.ConvertAll(c.X, _ => true);
        Value[] Inner(Value[] v) => Transform.Vmap(c.F, v, all, Size);
        var stacked = c.X.Select((_, i) => Numeric.Stack(Array.ConvertAll(c.Items, x => x[i]))).ToArray();
        IsLoop(Inner, [stacked, stacked], all, c.Tolerance(1e-12, 1e-5));
    }, Size);

    /// <summary>The law for any function and items.</summary>
    internal static void IsLoop(Func<Value[], Value[]> f, Tensor[][] items, bool[] mask, double tolerance)
    {
        var x = mask.Select((b, i) => b ? Numeric.Stack(Array.ConvertAll(items, item => item[i])) : items[0][i]).ToArray();
        var y = Transform.Vmap(f, x, mask, items.Length);
        for (int k = 0; k < items.Length; k++)
        {
            var expected = f([.. mask.Select((b, i) => items[b ? k : 0][i])]);
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i].Type.Shape.Prepend(items.Length), y[i].Type.Shape);
                Numeric.Close(expected[i], Numeric.Item(y[i], k), tolerance, $"item {k} of result {i}, mapped over ({string.Join(", ", mask)})");
            }
        }
    }
}
