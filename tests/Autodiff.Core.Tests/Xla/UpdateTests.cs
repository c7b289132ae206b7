using Autodiff.Core.Tests.Laws;
using Autodiff.Transforms;

namespace Autodiff.Core.Tests.Xla;

/// <summary>An update that is computed from its own target is complete before it is written (openxla/xla#49176).</summary>
public class UpdateTests
{
    static readonly Dictionary<string, Func<Value, Value>> functions = new()
    {
        ["ExpandDims"] = x => Ad.ExpandDims(Shifted(x), 0),
        ["Reshape"] = x => Ad.Reshape(Shifted(x), (int[])[2, 4]),
        ["Squeeze"] = x => Ad.Squeeze(Down(Ad.Reshape(x, (int[])[8, 1]))),
        ["rows"] = x => Ad.ExpandDims(Down(Ad.Reshape(x, (int[])[4, 2])), 0),
        ["rows, Ravel"] = x => Ad.Ravel(Down(Ad.Reshape(x, (int[])[4, 2]))),
        ["Transpose"] = x => Ad.Transpose(Down(Ad.Reshape(x, (int[])[2, 4]))),
        ["computed target"] = x => Ad.ExpandDims(Shifted(x + 1), 0),
        ["Reverse"] = x => Ad.ExpandDims(Ad.DynamicUpdateSlice(x, Ad.Flip(x), [0]), 0),
        ["sum with itself"] = x => Ad.ExpandDims(Ad.DynamicUpdateSlice(x, Ad.Slice(x, 0, 7) + Ad.Slice(x, 1, 8), [1]), 0),
        ["Take"] = x => Ad.ExpandDims(Ad.DynamicUpdateSlice(x, Ad.Take(x, Tensor.Of(0, 0, 1, 2, 3, 4, 5)), [1]), 0),
        ["CumSum"] = x => Ad.ExpandDims(Ad.DynamicUpdateSlice(x, Ad.CumSum(Ad.Slice(x, 0, 7)), [1]), 0),
        ["traced start"] = x => Ad.ExpandDims(Ad.DynamicUpdateSlice(x, Ad.DynamicSlice(x, [Ad.Cast(Ad.Min(x), "i32")], 7), [Ad.Cast(Ad.Min(x) * 0 + 1, "i32")]), 0),
        ["twice"] = x => Ad.ExpandDims(Shifted(Shifted(x)), 0),
        ["IndexAdd"] = x => Ad.ExpandDims(Ad.IndexAdd(x, Tensor.Of(1, 2, 3, 4), Ad.Slice(x, 0, 4)), 0),
        ["IndexUpdate"] = x => Ad.ExpandDims(Ad.IndexUpdate(x, Tensor.Of(1, 2, 3, 4), Ad.Slice(x, 0, 4)), 0),
        ["Scan"] = x => (Value)Ad.Scan((Body)(Func<object?[], object?>)(a => new object?[] { Ad.Ravel(Ad.ExpandDims(Shifted((Value)a[0]!), 0)) + 1, null }), x, Ad.Iota(DType.F64, new Shape(3), 0))[0]!,
        ["ForLoop"] = x => Ad.Reshape((Value)Ad.ForLoop(0, 3, (Body)(Func<object?[], object?>)(a => Ad.Ravel(Ad.ExpandDims(Shifted((Value)a[1]!), 0))), x)!, (int[])[2, 4]),
    };

    public static TheoryData<string> Functions => new(functions.Keys);

    [XlaTheory, MemberData(nameof(Functions))]
    public void XLA_is_Managed(string function)
    {
        Value[] F(Value[] v) => [functions[function](v[0])];
        Tensor x = Tensor.Of(0.0, 1, 2, 3, 4, 5, 6, 7), dx = Numeric.Direction(x.Type, 1);
        var ct = Numeric.Direction(F([x])[0].Type, 2);
        void Check(string what, Func<Value[], Value[]> f, params Tensor[] arguments) => XlaPlugin.Agrees(f, [arguments], what);
        Check("the value", F, x);
        Check("the value of a computed argument", v => F([v[0] * 2 + 0.5]), x);
        Check("the jvp", v => [Differentiation.Jvp(F, [v[0]], [v[1]]).DY[0]!], x, dx);
        Check("the gradient", Transform.Gradient(F, [true]), x, ct);
        Check("the map", v => Transform.Vmap(F, v, [true], 2), Numeric.Stack([x, x]));
    }

    [XlaFact]
    public void A_slice_in_its_own_source_is_the_shifted_source() =>
        Assert.Equal([0, 0, 1, 2, 3, 4, 5, 6], Numeric.Doubles(XlaPlugin.Backend.Compile(Transform.Stage(v => [functions["ExpandDims"](v[0])], [Tensor.Zeros(new(DType.F64, 8))]).Graph, []).Run([Tensor.Of(0.0, 1, 2, 3, 4, 5, 6, 7)])![0]));

    static Value Shifted(Value x) => Ad.DynamicUpdateSlice(x, Ad.Slice(x, 0, 7), [1]);

    static Value Down(Value x)
    {
        int rows = x.Type.Shape[0], columns = x.Type.Shape[1];
        return Ad.DynamicUpdateSlice(x, Ad.Slice(x, (int[])[0, 0], (int[])[rows - 1, columns]), [1, 0]);
    }
}
