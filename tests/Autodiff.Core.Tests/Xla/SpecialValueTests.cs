using Autodiff.Backends.Managed;
using Autodiff.Core.Tests.Laws;

namespace Autodiff.Core.Tests.Xla;

/// <summary>XLA agrees with the reference evaluation for NaN, infinities, zeros of both signs, ties and indices out of range.</summary>
public class SpecialValueTests
{
    const double Inf = double.PositiveInfinity, NaN = double.NaN;

    static readonly double[][] points =
    [
        [1, NaN, 3, NaN], [-Inf, -Inf, -Inf, -Inf], [Inf, 1, -Inf, 2], [0.0, -0.0, 0.0, -0.0], [-0.0, 0.0, -0.0, 0.0], [5, 5, 5, 5], [NaN, NaN, NaN, NaN], [0, 2, 0, 3],
        [1e30, 1e-30, -1e30, 1], [Inf, NaN, -Inf, 0], [-NaN, 1, 0, NaN],
        [128, 1024, -1000, 3], [-2, -0.5, 0.5, 700],
    ];

    static readonly Dictionary<string, Func<Value, Value>> functions = new()
    {
        ["Max"] = x => Ad.Max(x),
        ["Min"] = x => Ad.Min(x),
        ["ArgMax"] = x => Ad.ArgMax(x),
        ["ArgMin"] = x => Ad.ArgMin(x),
        ["Prod"] = x => Ad.Prod(x),
        ["Sum"] = x => Ad.Sum(x),
        ["LogSumExp"] = x => Ad.LogSumExp(x),
        ["Softmax"] = x => Ad.Softmax(x),
        ["LogSoftmax"] = x => Ad.LogSoftmax(x),
        ["Norm"] = x => Ad.Norm(x),
        ["Norm, ord 3"] = x => Ad.Norm(x, ord: 3),
        ["Std"] = x => Ad.Std(x),
        ["Any"] = x => Ad.Any(x),
        ["CumSum"] = x => Ad.CumSum(x),
        ["CumProd"] = x => Ad.CumProd(x),
        ["CumMax"] = x => Ad.CumMax(x),
        ["CumMin"] = x => Ad.CumMin(x),
        ["Take"] = x => Ad.Take(x, Around(x)),
        ["Index"] = x => Ad.Index(x, [Around(x)]),
        ["IndexUpdate"] = x => Ad.IndexUpdate(Ad.ZerosLike(x), Ones, x),
        ["IndexMax"] = x => Ad.IndexMax(Ad.ZerosLike(x), Ones, x),
        ["IndexMin"] = x => Ad.IndexMin(x, Ones, Ad.ZerosLike(x)),
        ["Maximum"] = x => Ad.Maximum(x, Ad.Flip(x)),
        ["Sort"] = x => Ad.Sort(x),
        ["ArgSort"] = x => Ad.ArgSort(x),
        ["Median"] = x => Ad.Median(x),
        ["SearchSorted"] = x => Ad.SearchSorted(Ad.Sort(x), x, "right"),
        ["bool / x"] = x => Ad.IsFinite(x) / x,
        ["bool / bool"] = x => Ad.Greater(x, 1) / Ad.Equal(x, x),
        ["bool times x"] = x => Ad.Greater(x, 1) * x,
        ["FloorDivide of an integer by itself"] = x => Ad.FloorDivide(Whole(x), Whole(x)),
        ["Mod of an integer by itself"] = x => Ad.Mod(Whole(x), Whole(x)),
        ["remainder of an integer by itself"] = x => Whole(x) % Whole(x),
        ["integer / itself"] = x => Whole(x) / Whole(x),
        ["Log of Pow"] = x => Ad.Log(Ad.StopGradient(Ad.Pow(x, 2.5))),
        ["Log of a power of 3"] = x => Ad.Log(Ad.Pow(3.0, x)),
        ["Log2 of Exp2"] = x => Ad.Log2(Ad.Exp2(x)),
        ["Interp"] = x => Ad.Interp(x, new[] { 0.0, 1, 2 }, new[] { 3.0, 4, 9 }),
    };

    static Tensor Ones => Tensor.Of(1, 1, 1, 1);

    /// <summary>Indices from far before to far after the range, computed so that none is a constant.</summary>
    static Value Around(Value x) => Ad.Iota(DType.I32, new Shape(12), 0) - 6 + Ad.Cast(Ad.IsFinite(Ad.Sum(x)), "i32") * 0;

    static Value Whole(Value x) => Ad.Cast(x, "i32");

    public static TheoryData<string, string> Functions
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string f in functions.Keys)
                foreach (var d in Row.Floats) data.Add(f, d.Name);
            return data;
        }
    }

    [XlaTheory, MemberData(nameof(Functions))]
    public void XLA_is_Managed(string function, string dtype)
    {
        Value[] F(Value[] v) => [functions[function](v[0])];
        var type = new TensorType(DType.Parse(dtype), points[0].Length);
        var y = F([Tensor.Zeros(type)])[0];
        Same(F, point => [Numeric.Tensor(type, point)]);
        if (y.Type.IsFloat) Same(Transform.Gradient(F, [true]), point => [Numeric.Tensor(type, point), Numeric.Tensor(y.Type.Strong, [.. Enumerable.Repeat(1.0, (int)y.Size)])]);
    }

    [XlaTheory, InlineData(0.0), InlineData(-1.0), InlineData(double.NaN), InlineData(4.0)]
    public void Cholesky_of_a_matrix_that_is_not_positive_definite_is_NaN(double x) =>
        XlaPlugin.Agrees(v => [Ad.Cholesky(v[0]), Ad.Cholesky(Ad.Stack([v[0], v[0] * 0 + 1]))], [[Tensor.Of([x], [1, 1])]], "Cholesky");

    static void Same(Func<Value[], Value[]> f, Func<double[], Tensor[]> arguments)
    {
        var graph = Transform.Stage(f, arguments(points[0])).Graph;
        var (managed, xla) = (ManagedBackend.Instance.Compile(graph, []), XlaPlugin.Backend.Compile(graph, []));
        foreach (double[] point in points)
        {
            var x = arguments(point);
            Numeric.Close(managed.Run(x)![0], xla.Run(x)![0], Numeric.Tolerance([x[0].DType], 1, 1e-12, 1e-5), $"{(x.Length > 1 ? "gradient" : "value")} at ({string.Join(", ", point)})");
        }
    }
}
