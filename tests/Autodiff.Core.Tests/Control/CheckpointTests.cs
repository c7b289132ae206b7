using Autodiff.Core.Tests.Laws;
using Autodiff.Graphs;
using Autodiff.Transforms;

namespace Autodiff.Core.Tests.Control;

/// <summary>A checkpoint keeps only its operands as residuals, whatever is inside.</summary>
public class CheckpointTests
{
    static readonly Tensor x = Tensor.Of(0.3, -0.8, 1.2);

    public static TheoryData<string> Bodies => [.. bodies.Keys];

    static readonly Dictionary<string, Func<Value, Value>> bodies = new()
    {
        ["elementwise"] = v => Ad.Sin(Ad.Exp(v)) * Ad.Cos(v),
        ["loop"] = v => Flow.Repeat(5, c => Ad.Sin(c) * v, v),
        ["branch"] = v => Flow.Cond(Ad.Less(Ad.Sum(v), 0), a => Ad.Sin(a), a => Ad.Exp(a) * a, v),
        ["call"] = v => Derivatives.Call(Function.Of(a => Ad.Sin(a) * a), Ad.Exp(v)),
        ["own gradient"] = v => (Value)Ad.CustomGradient(Flow.Body(a => new object?[] { Ad.Sin(a), Ad.Cos(a) }), Flow.Body((r, ct) => ct * r), Ad.Exp(v))!,
    };

    [Theory, MemberData(nameof(Bodies))]
    public void The_linear_part_keeps_the_operands_alone(string name)
    {
        var body = bodies[name];
        var (_, map) = Differentiation.Linearize(v => [Flow.Checkpoint(body, v[0])], [x], Mask.Filled(1, true));
        Assert.Equal([x], map.Residuals.Length == 0 ? [x] : map.Residuals);
        var linear = Assert.Single(map.Graph.Equations);
        Assert.True(linear.Primitive is Call { Keep: true });
        Assert.Equal([x], linear.Inputs.OfType<Tensor>().Concat(map.Residuals));
        // A function that is not a checkpoint keeps more.
        var plain = Differentiation.Linearize(v => [body(v[0])], [x], Mask.Filled(1, true)).Map;
        Assert.NotEqual([x], plain.Residuals.Concat(plain.Graph.Equations.SelectMany(e => e.Inputs).OfType<Tensor>()));
    }

    [Fact]
    public void It_computes_again_backwards_and_only_there()
    {
        static int Sines(Graph g) => g.Equations.Sum(e => (e.Primitive is Sin ? 1 : 0) + e.Primitive.Graphs.Sum(Sines));
        Map f = v => Ad.Sum(Flow.Checkpoint(a => Ad.Cos(Ad.Sin(a)), v));
        Assert.Equal(1, Sines(Derivatives.Graph(f, x.Type)));
        // One sine for the value; for the gradient the same one again, and another as the derivative of the cosine.
        Assert.Equal(3, Sines(Derivatives.Graph(Derivatives.Optimized(v => f(v) * Derivatives.Gradient(f)(v)), x.Type)));
        Map plain = v => Ad.Sum(Ad.Cos(Ad.Sin(v)));
        Assert.Equal(2, Sines(Derivatives.Graph(Derivatives.Optimized(v => plain(v) * Derivatives.Gradient(plain)(v)), x.Type)));
    }

    [Fact]
    public void A_tree_of_operands_and_of_results()
    {
        Body body = (Func<object?[], object?>)(v => new System.Collections.Hashtable { ["p"] = (Value)v[0]! * (Value)((object?[])v[1]!)[0]!, ["q"] = ((object?[])v[1]!)[1] });
        Value F(Value v) => (System.Collections.IDictionary)Ad.Checkpoint(body, v, new object?[] { Ad.Sin(v), Tensor.Scalar(2) })! is var d ? Ad.Sum((Value)d["p"]!) * Ad.Cast((Value)d["q"]!, DType.F64) : v;
        Numeric.Close(Subject.Differences(F, x), Derivatives.Gradient(F)(x), 1e-9, "tree");
    }
}
