using Autodiff.Families;
using Autodiff.Functions;
using Autodiff.Graphs;
using Autodiff.Tracing;
using Autodiff.Transforms;
using Autodiff.Trees;

namespace Autodiff.Core.Tests.Laws;

/// <summary>A Function, traced, compiled and run by the Managed backend, equals the function, and so do functions derived from it.</summary>
public class FunctionLaws
{
    public static TheoryData<string, string> Rows => Table.Grid((r, _) => r.Domains.Length > 0);

    public static TheoryData<string, string> FirstReverse => Table.Grid((r, d) => d.IsFloat && r.Order >= 1 && r.Reverse);

    public static TheoryData<string, string> First => Table.Grid((r, d) => d.IsFloat && r.Order >= 1 && r.Reverse && r.Forward);

    [Theory, MemberData(nameof(Rows))]
    public void Compiled_is_eager_call_after_call(string row, string dtype) => Table.Check(row, dtype, c =>
    {
        var f = Of(c);
        // Later calls reuse what the first has made, and must not change its results.
        var results = Array.ConvertAll(c.Items, x => Leaves(f.Call(x)));
        for (int k = 0; k < c.Items.Length; k++) Same(c, c.F, c.Items[k], results[k], $"call {k}");
        Assert.Equal(1, f.Root.Traces);
    }, 3);

    [Theory, MemberData(nameof(FirstReverse))]
    public void Vjp_is_the_gradient(string row, string dtype) => Table.Check(row, dtype, c =>
    {
        if (SingleFloat(c) is not { } y) return;
        var f = Of(c).Vjp(Differentiated(c));
        var gradient = Transform.Gradient(c.F, c.Floating);
        foreach (var x in c.Items)
        {
            Value[] arguments = [.. x, Numeric.Direction(y, 7)];
            Same(c, gradient, arguments, Leaves(f.Call(arguments)), "the gradient");
        }
    }, 2);

    [Theory, MemberData(nameof(Rows))]
    public void Vmap_is_vmap(string row, string dtype) => Table.Check(row, dtype, c =>
    {
        Value[] all = [.. c.X.Select((_, i) => Numeric.Stack(Array.ConvertAll(c.Items, item => item[i])))];
        Same(c, x => Transform.Vmap(c.F, x, Array.ConvertAll(x, _ => true), 2), all, Leaves(Of(c).Vmap().Call(all)), "the map");
    }, 2);

    [Theory, MemberData(nameof(First))]
    public void The_Jacobian_forward_and_reverse_takes_a_tangent_where_jvp_does(string row, string dtype) => Table.Check(row, dtype, c =>
    {
        if (SingleFloat(c) is not { } y || y.Shape.Size > 12 || c.X.Sum(v => v.Size) > 24) return;
        Value?[] dx = [.. c.X.Select((v, i) => v.Type.IsFloat ? Numeric.Direction(v.Type, i) : null)];
        var expected = Differentiation.Jvp(c.F, c.X, dx).DY[0] ?? Tensor.Zeros(y);
        foreach (var mode in (DifferentiationMode[])[DifferentiationMode.Forward, DifferentiationMode.Reverse, DifferentiationMode.Auto])
        {
            var jacobians = Leaves(Of(c).Jacobian(new JacobianOptions { Mode = mode, Parameters = Differentiated(c) }).Call(c.X));
            var sums = new double[y.Shape.Size];
            int next = 0;
            foreach (var d in dx.OfType<Value>())
            {
                var jacobian = jacobians[next++];
                Assert.Equal(new Shape([.. y.Shape, .. d.Shape]), jacobian.Type.Shape);
                var (j, v) = (Numeric.Doubles(jacobian), Numeric.Doubles(d));
                for (int i = 0; i < j.Length; i++) sums[i / v.Length] += j[i] * v[i % v.Length];
            }
            Numeric.Close(expected, Numeric.Tensor(y.Strong, sums), c.Tolerance(1e-11, 1e-4), $"the Jacobian, {mode}");
        }
    });

    static Function Of(Case c) => Function.Of("f", Names(c), (Func<object?[], object?>)(a => c.F(Array.ConvertAll(a, v => (Value)v!)) is var y && y.Length == 1 ? y[0] : y));

    static string[] Names(Case c) => [.. c.X.Select((_, i) => $"x{i}")];

    static string[] Differentiated(Case c) => [.. Names(c).Where((_, i) => c.Floating[i])];

    static TensorType? SingleFloat(Case c) => c.F(c.X) is [{ Type.IsFloat: true } y] ? y.Type : null;

    static Value[] Leaves(object? tree) => [.. Tree.Of(tree, "the result").Leaves];

    // Equal to the bit, except where Managed sums in another order, or has code of its own for a function of f32.
    static void Same(Case c, Func<Value[], Value[]> f, Value[] x, Value[] actual, string what)
    {
        var expected = f(x);
        Assert.Equal(expected.Length, actual.Length);
        bool isApart = RoundsAnew(Transform.Stage(f, x).Graph);
        for (int i = 0; i < expected.Length; i++)
        {
            if (isApart) Numeric.Close(expected[i], actual[i], c.Tolerance(1e-13, 2e-6), $"{what}, result {i}");
            else Numeric.Same(expected[i], actual[i], $"{what}, result {i}");
        }
    }

    internal static bool RoundsAnew(Graph g) => Array.Exists(g.Equations, e =>
        e.Primitive is Dot or Convolution or ReduceSum || e.Primitive is Unary && e.Outputs[0].Type.DType.Arithmetic == DType.F32 || e.Primitive.Graphs.Any(RoundsAnew));
}
