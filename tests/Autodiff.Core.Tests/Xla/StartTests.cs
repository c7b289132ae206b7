using Autodiff.Core.Tests.Laws;
using Autodiff.Transforms;

namespace Autodiff.Core.Tests.Xla;

/// <summary>Starts out of range are moved into range at each slice, also where XLA merges slices of slices (openxla/xla#49121).</summary>
public class StartTests
{
    static readonly double[] starts = [int.MinValue, -11, -10, -4, -1, 0, 3, 6, 9, 10, int.MaxValue];

    static readonly Dictionary<string, Func<Value, Value, Value, Value>> functions = new()
    {
        ["slice of a slice"] = (b, i, j) => Ad.DynamicSlice(Ad.DynamicSlice(b, [i], 4), [j], 1),
        ["three slices"] = (b, i, j) => Ad.DynamicSlice(Ad.DynamicSlice(Ad.DynamicSlice(b, [j], 7), [i], 4), [j], 2),
        ["slice, index"] = (b, i, j) => Ad.Index(Ad.DynamicSlice(b, [i], 4), [j]),
        ["index of a row"] = (b, i, j) => Ad.Index(Ad.Index(Ad.Reshape(b, (int[])[2, 5]), [i]), [j]),
        ["index of both"] = (b, i, j) => Ad.Index(Ad.Reshape(b, (int[])[2, 5]), [i, j]),
        ["slice, Take"] = (b, i, j) => Ad.Take(Ad.DynamicSlice(b, [i], 4), j),
        ["slice, Take of one"] = (b, i, j) => Ad.Take(Ad.DynamicSlice(b, [i], 4), Ad.Reshape(j, (int[])[1])),
        ["Take, slice"] = (b, i, j) => Ad.DynamicSlice(Ad.Take(b, Ad.Stack([i, j, i, j])), [j], 2),
        ["slice, TakeAlongAxis"] = (b, i, j) => Ad.TakeAlongAxis(Ad.DynamicSlice(b, [i], 4), Ad.Reshape(j, (int[])[1]), 0),
        ["static, traced"] = (b, i, j) => Ad.DynamicSlice(Ad.Slice(b, 2, 7), [i], 2) * Ad.Cast(j, "f64"),
        ["traced, static"] = (b, i, j) => Ad.Slice(Ad.DynamicSlice(b, [i], 5), 1, 3) * Ad.Cast(j, "f64"),
        ["two axes"] = (b, i, j) => Ad.DynamicSlice(Ad.DynamicSlice(Ad.Reshape(b, (int[])[2, 5]), [i, j], new Shape(1, 3)), [j, i], new Shape(1, 2)),
        ["Roll, slice"] = (b, i, j) => Ad.DynamicSlice(Ad.Roll(b, i), [j], 3),
        ["update of a slice of a slice"] = (b, i, j) => Ad.DynamicUpdateSlice(b, Ad.DynamicUpdateSlice(Ad.DynamicSlice(b, [i], 5), Ad.Slice(b, 8, 10) + 100, [j]), [i]),
        ["update of an update"] = (b, i, j) => Ad.DynamicUpdateSlice(Ad.DynamicUpdateSlice(b, Ad.Slice(b, 0, 4) * 10, [i]), Ad.Slice(b, 2, 4) + 50, [j]),
        ["slice of an update"] = (b, i, j) => Ad.DynamicSlice(Ad.DynamicUpdateSlice(b, Ad.Slice(b, 0, 4) * 10, [i]), [j], 4),
        ["IndexAdd in a slice"] = (b, i, j) => Ad.IndexAdd(Ad.DynamicSlice(b, [i], 4), j, 100.0),
        ["IndexUpdate by a slice"] = (b, i, j) => Ad.IndexUpdate(b, Ad.Stack([i, j]), Ad.DynamicSlice(b, [j], 2)),
        ["Scan"] = (b, i, j) => (Value)Ad.Scan((Body)(Func<object?[], object?>)(a => new object?[] { (Value)a[0]! + Ad.DynamicSlice(Ad.DynamicSlice(b, [(Value)a[1]! + i], 4), [j], 1), null }), Ad.Zeros(1), Ad.Iota(DType.I32, new Shape(4), 0))[0]!,
    };

    public static TheoryData<string> Functions => new(functions.Keys);

    [XlaTheory, MemberData(nameof(Functions))]
    public void XLA_is_Managed(string function)
    {
        Value[] F(Value[] v) => [functions[function](v[0], v[1], v[2])];
        var b = Tensor.Of(0.0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        Tensor[][] all = [.. from i in starts from j in starts select (Tensor[])[b, Tensor.Scalar((int)i), Tensor.Scalar((int)j)]];
        Tensor dx = Numeric.Direction(b.Type, 1), ct = Numeric.Direction(F(all[0])[0].Type, 2);
        XlaPlugin.Agrees(F, all, "the value");
        XlaPlugin.Agrees(v => F([Ad.Sin(v[0]), v[1], v[2]]), all, "the value of a computed argument");
        XlaPlugin.Agrees(v => [Differentiation.Jvp(F, [v[0], v[1], v[2]], [v[3], null, null]).DY[0]!], [.. all.Select(x => (Tensor[])[.. x, dx])], "the jvp");
        XlaPlugin.Agrees(Transform.Gradient(F, [true, false, false]), [.. all.Select(x => (Tensor[])[.. x, ct])], "the gradient");
        XlaPlugin.Agrees(v => Transform.Vmap(F, v, [false, true, true], all.Length), [[b, Numeric.Stack([.. all.Select(x => x[1])]), Numeric.Stack([.. all.Select(x => x[2])])]], "the map");
    }

    [XlaFact]
    public void A_slice_of_a_slice_out_of_range_begins_at_its_last_place() =>
        Assert.Equal(6, XlaPlugin.Backend.Compile(Transform.Stage(v => [functions["slice of a slice"](v[0], v[1], v[2])], [Tensor.Zeros(new(DType.F64, 10)), Tensor.Scalar(0), Tensor.Scalar(0)]).Graph, [])
            .Run([Tensor.Of(0.0, 1, 2, 3, 4, 5, 6, 7, 8, 9), Tensor.Scalar(9), Tensor.Scalar(0)])![0].ToDouble(0));
}
