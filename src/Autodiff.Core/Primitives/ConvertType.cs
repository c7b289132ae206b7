using Autodiff.Families;
using Autodiff.Lanes;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>
/// Converts elements to another dtype (StableHLO convert). Floats round to nearest; to integers they truncate and saturate, and NaN becomes 0. Integers wrap
/// around. To booleans, 0 is false and all else true.
/// </summary>
/// <param name="To">The dtype.</param>
/// <param name="Weak">Whether the result is weakly typed.</param>
sealed record ConvertType(DType To, bool Weak = false) : Linear
{
    public override string Name => "convert_element_type";

    public override string Parameters => $"to={To}{(Weak ? "*" : "")}";

    internal override bool Computes => false;

    protected override TensorType Infer(TensorType x) => new(To, x.Shape, Weak);

    protected override Tensor? Known(Tensor[] x, TensorType y) => x[0].DType == To ? x[0].Retyped(y) : null;

    protected override long Stored(Tensor[] x, TensorType y) => x[0].IsSplat ? 1 : y.Shape.Size;

    protected override void Write(ReadOnlySpan<Tensor> x, Destination y) => Casting.Write(x[0], y);

    internal override BlockCode? Block(DType x, DType y) => CastLoop.Of(x, y);

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => (this.Bind(x[0]), To.IsFloat ? new ConvertType(To).Bind(dx[0]!) : null);

    protected override Value LinearTranspose(Value ct, TensorType x) => Ad.Cast(ct, x.DType);

    protected override Value Batch(Value x, int size) => this.Bind(x);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y)
    {
        // XLA rewrites a product with a converted boolean to a selection of 0 or the other factor, which loses NaN.
        if (x[0].Type.DType == DType.Bool && To.IsFloat) return hlo.Op("stablehlo.select", y, [x[0], hlo.Constant(y, 1), hlo.Constant(y, 0)]);
        if (!x[0].Type.IsFloat || !To.IsInteger) return hlo.Convert(x[0], To);
        // StableHLO does not define the integer that NaN becomes.
        var nan = hlo.Compare("NE", x[0], x[0]);
        return hlo.Op("stablehlo.select", y, [nan, hlo.Constant(y, 0), hlo.Convert(x[0], To)]);
    }
}

public static partial class Ad
{
    /// <inheritdoc cref="ConvertType"/>
    /// <param name="x">A value of any dtype.</param>
    /// <param name="dtype">The dtype, or its name such as <c>'f32'</c>.</param>
    public static Value Cast(Value x, DType dtype)
    {
        Given(x);
        return Cast(x, dtype, false);
    }

    internal static Value Cast(Value x, DType dtype, bool weak) => x.DType == dtype && x.Type.Weak == weak
        ? x
        : x is Tensor { IsSplat: true } t ? t.Converted(new(dtype, t.Type.Shape, weak)) : new ConvertType(dtype, weak).Bind(x);
}
