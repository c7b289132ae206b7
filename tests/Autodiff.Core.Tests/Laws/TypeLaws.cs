using Autodiff.Tracing;
using Autodiff.Transforms;

namespace Autodiff.Core.Tests.Laws;

/// <summary>The inferred type of a result is its type.</summary>
public class TypeLaws
{
    public static TheoryData<string, string> Rows => Table.Grid();

    [Theory, MemberData(nameof(Rows))]
    public void The_result_has_the_type_that_Infer_says(string row, string dtype) => Table.Check(row, dtype, c =>
    {
        Check(c.F, c.X);
        // Plain numbers are weak.
        Check(c.F, Array.ConvertAll(c.X, v => v.DType == DType.Parse(dtype) ? new Tensor(v.Type with { Weak = true }, v.Data) : v));
    });

    static void Check(Func<Value[], Value[]> f, Tensor[] x)
    {
        var y = f(x);
        var (g, _) = Interpreter.Stage(f, Array.ConvertAll(x, v => v.Type));
        Assert.Equal(g.OutputTypes, Array.ConvertAll(y, v => v.Type));
        // This also holds for each equation: the computed type equals the inferred one.
        var environment = new Value?[g.Variables];
        for (int i = 0; i < x.Length; i++) environment[g.Inputs[i].Index] = x[i];
        foreach (var e in g.Equations)
        {
            var r = e.Primitive.Evaluate([.. e.Inputs.Select(v => v is Autodiff.Graphs.Variable u ? (Tensor)environment[u.Index]! : (Tensor)v)]);
            for (int i = 0; i < r.Length; i++)
            {
                Assert.True(e.Outputs[i].Type == r[i].Type, $"{e.Primitive} inferred {e.Outputs[i].Type} and computed {r[i].Type}");
                Assert.True(r[i].IsSplat || r[i].Storage.Host.Count == r[i].Size);
                environment[e.Outputs[i].Index] = r[i];
            }
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void Each_element_of_a_destination_is_written(string row, string dtype) => Table.Check(row, dtype, c =>
    {
        var graph = Transform.Stage(c.F, c.X).Graph;
        var environment = new Value?[graph.Variables];
        for (int i = 0; i < c.X.Length; i++) environment[graph.Inputs[i].Index] = c.X[i];
        foreach (var e in graph.Equations)
        {
            Tensor[] x = [.. e.Inputs.Select(v => v is Autodiff.Graphs.Variable u ? (Tensor)environment[u.Index]! : (Tensor)v)];
            var y = e.Primitive.Evaluate(x);
            for (int i = 0; i < y.Length; i++) environment[e.Outputs[i].Index] = y[i];
            if (e.Primitive is not SingleResult one) continue;
            // Memory for all elements, also of a splat, filled with other elements.
            var to = new Destination(y[0].Type, y[0].DType.Allocate(y[0].Size));
            to.Memory.Bytes.Fill(0x5A);
            one.Evaluate(x, to);
            Numeric.Same(y[0], new Tensor(to.Type, to.Memory), $"{one}");
        }
    });

    [Theory, MemberData(nameof(Rows))]
    public void Operands_are_not_written_to(string row, string dtype) => Table.Check(row, dtype, c =>
    {
        var before = Array.ConvertAll(c.X, v => new Tensor(v.Type, v.Data));
        var y = c.F(c.X);
        foreach (bool[] mask in Table.Some(c.Floating))
            if (c.Row.Order > 0 && c.Row.Reverse) _ = Differentiation.Linearize(c.F, c.X, new(mask)).Map.Pull(Array.ConvertAll(y, v => v.Type.IsFloat ? Numeric.Direction(v.Type, 0) : null));
        for (int i = 0; i < before.Length; i++) Numeric.Same(before[i], c.X[i], $"argument {i}");
    });

    [Theory, MemberData(nameof(Rows))]
    public void A_splat_is_as_good_as_its_elements_written_out(string row, string dtype) => Table.Check(row, dtype, c =>
    {
        var splats = Array.ConvertAll(c.X, v => v.Size == 0 ? Tensor.Zeros(v.Type) : Tensor.Full(v.Type, v.ToDouble(0)));
        foreach (bool[] mask in Table.Masks(c.X.Length))
        {
            var x = splats.Select((s, i) => mask[i] ? s : c.X[i]).ToArray();
            var (expected, actual) = (c.F(Array.ConvertAll(x, Numeric.Dense)), c.F(x));
            for (int i = 0; i < expected.Length; i++) Numeric.Close(expected[i], actual[i], c.Tolerance(1e-14, 1e-6), $"result {i}");
        }
    });

    [Theory, MemberData(nameof(Rows))]
    public void It_agrees_with_another_implementation(string row, string dtype) => Table.Check(row, dtype, c =>
    {
        if (c.Row.Like is not { } like) return;
        var y = c.F(c.X)[0];
        var x = Array.ConvertAll(c.X, v => Numeric.Doubles(Ad.BroadcastTo(v, y.Type.Shape)));
        var expected = Enumerable.Range(0, (int)y.Size).Select(i => like(Array.ConvertAll(x, v => v[i]))).ToArray();
        Numeric.Close(Numeric.Tensor(y.Type, expected), y, c.Tolerance(1e-13, 1e-6), "value");
    });
}
