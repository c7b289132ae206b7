using Autodiff.Core.Tests.Laws;

namespace Autodiff.Core.Tests.Xla;

/// <summary>What is compared with a choice from itself is computed once, also where XLA fuses its products and sums in different ways (jax-ml/jax#40564).</summary>
public class MaskTests
{
    static readonly Func<Value, Value, Value, Value>[] producers =
    [
        Scattered,
        (a, b, c) => c * 1.1 + Ad.IndexUpdate(c, Tensor.Of(2, 0), Ad.Cos(a)) * a,
        (a, b, c) => Ad.Sort(c) * a + 0.3 * c,
        (a, b, c) => Ad.Softmax(c * a) * 3.3 + c * 0.2,
    ];

    static readonly Dictionary<string, Func<Value, Value>> rules = new()
    {
        ["Max along an axis"] = x => Ad.Max(x, 0),
        ["Min along an axis"] = x => Ad.Min(x, 0),
        ["Max"] = x => Ad.Max(x),
        ["Min"] = x => Ad.Min(x),
        ["CumMax"] = x => Ad.CumMax(x, 0),
        ["CumMin"] = x => Ad.CumMin(x, 0),
        ["MaxPool2D"] = x => Ad.MaxPool2D(Ad.Reshape(x, (int[])[1, 1, 1, (int)x.Size]), new IntegerList(1, 2)),
        ["Sort"] = x => Ad.Sort(x, 0),
        ["Median"] = x => Ad.Median(x),
        ["Quantile"] = x => Ad.Quantile(x, 0.3),
        ["TopK"] = x => Ad.TopK(Ad.Ravel(x), 2)[0],
        ["Norm, ord inf"] = x => Ad.Norm(Ad.Ravel(x), ord: double.PositiveInfinity),
        ["Norm, ord -inf"] = x => Ad.Norm(Ad.Ravel(x), ord: double.NegativeInfinity),
        ["IndexMax"] = x => Ad.IndexMax(Ad.Ravel(x), Tensor.Of(1, 1, 0), Ad.Slice(Ad.Ravel(x), 0, 3)),
        ["IndexMin"] = x => Ad.IndexMin(Ad.Ravel(x), Tensor.Of(1, 1, 0), Ad.Slice(Ad.Ravel(x), 0, 3) * 0.9),
        ["Maximum"] = x => Ad.Maximum(x, Ad.Flip(x)),
        ["Minimum with Max"] = x => Ad.Minimum(x, Ad.Max(x)),
        ["Maximum with Mean"] = x => Ad.Maximum(x, Ad.Mean(x)),
        ["Clip"] = x => Ad.Clip(x, Ad.Min(x), Ad.Max(x)),
        ["LogSumExp"] = x => Ad.LogSumExp(x),
        ["mask by Max"] = x => Ad.Where(Ad.Equal(x, Ad.Max(x)), x * x, 0),
        ["mask by Max of Ravel"] = x => Ad.Where(Ad.Equal(x, Ad.Max(Ad.Ravel(x))), x * x, 0),
        ["mask by Max of Checkpoint"] = x => Ad.Where(Ad.Equal(x, (Value)Ad.Checkpoint((Body)(Func<object?[], object?>)(a => Ad.Max((Value)a[0]!)), x)!), x * x, 0),
        ["mask below Max"] = x => Ad.Where(Ad.Less(x, Ad.Max(x, 0)), x * x, 0),
        ["mask by Sort"] = x => Ad.Where(Ad.Equal(x, Ad.Sort(x, 0)), x * x, 0),
        ["mask by a product"] = x => Ad.Where(Ad.Equal(x * 2, 2 * Ad.Max(x)), x * x, 0),
        ["mask by a difference"] = x => Ad.Where(Ad.Equal(x - Ad.Max(x), 0), x * x, 0),
        ["SearchSorted"] = x => Ad.Cast(Ad.SearchSorted(Ad.Sort(Ad.Ravel(x)), Ad.Ravel(x)), x.DType) * Ad.Ravel(x),
    };

    public static TheoryData<string> Rules => new(rules.Keys);

    [XlaTheory, MemberData(nameof(Rules))]
    public void XLA_is_Managed(string rule)
    {
        Tensor[][] points = [.. Enumerable.Range(0, 20).Select(i => (Tensor[])[Random(i, default), Random(i + 20, new(2, 1)), Random(i + 40, 6)])];
        Value Loss(Func<Value, Value, Value, Value> producer, Value[] v)
        {
            var y = rules[rule](producer(v[0], v[1], v[2]));
            return Ad.Sum(y * Numeric.Direction(y.Type, 1));
        }
        Value[] Gradient(Func<Value, Value, Value, Value> producer, Value[] v) => Transform.Gradient(x => [Loss(producer, x)], [true, true, true])([.. v, Tensor.Scalar(1.0)]);
        // One producer at a time, because the other uses of a value decide how it is fused.
        for (int p = 0; p < producers.Length; p++) XlaPlugin.Agrees(v => Gradient(producers[p], v), points, $"the gradient, producer {p}");
        XlaPlugin.Agrees(v => [Scattered(v[0], v[1], v[2]), Loss(Scattered, v), .. Gradient(Scattered, v)], points, "all");
    }

    [XlaFact]
    public void The_gradient_of_a_minimum_behind_a_scatter_reaches_the_operand()
    {
        var gradient = Transform.Gradient(v => [Ad.Sum(Ad.Min(Scattered(v[0], v[1], v[0]), 0))], [true, false]);
        Tensor[] x = [Tensor.Scalar(1.3137), Tensor.Of<double>([-0.83, 0.021], [2, 1]), Tensor.Scalar(1.0)];
        Assert.Equal(1.775, XlaPlugin.Backend.Compile(Transform.Stage(gradient, x).Graph, []).Run(x)![0].ToDouble(0), 1e-12);
    }

    static Value Scattered(Value a, Value b, Value c)
    {
        var v = 1.775 * a;
        var s = Ad.IndexAdd(Ad.Take(b, Tensor.Of(0, 1, 1, 1), 0), Tensor.Of(2, 0), Ad.BroadcastTo(Ad.Cos(v), (int[])[2, 1]));
        return s * s + (v + 2.3);
    }

    static Tensor Random(int seed, Shape shape)
    {
        var random = new Random(seed);
        return Numeric.Tensor(new(DType.F64, shape), [.. Enumerable.Range(0, (int)shape.Size).Select(_ => Math.Round(random.NextDouble() * 4 - 2, 3))]);
    }
}
