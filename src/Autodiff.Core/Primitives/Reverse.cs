using Autodiff.Families;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>The elements in reverse order along axes (StableHLO reverse). It is its own transpose.</summary>
/// <param name="Over">The axes.</param>
sealed record Reverse(Axes Over) : Linear
{
    public override string Name => "rev";

    public override string Parameters => $"axes={Over}";

    protected override TensorType Infer(TensorType x) => x;

    protected override bool Moves => true;

    protected override Tensor? Known(Tensor[] x, TensorType y) => y.Shape.Size == 0 || x[0].IsSplat ? x[0] : null;

    internal override View? ViewOf(Shape x)
    {
        var strides = x.Strides();
        int offset = 0;
        foreach (int axis in Over)
        {
            offset += (x[axis] - 1) * strides[axis];
            strides[axis] = -strides[axis];
        }
        return new(strides, offset);
    }

    protected override Value LinearTranspose(Value ct, TensorType x) => this.Bind(ct);

    protected override Value Batch(Value x, int size) => new Reverse(Over.Shift(1)).Bind(x);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => hlo.Op("stablehlo.reverse", y, x, $"dimensions = {Hlo.I64(Over)}");
}

public static partial class Ad
{
    /// <summary>The elements in reverse order along axes (jnp.flip).</summary>
    /// <param name="x">A value of any dtype.</param>
    /// <param name="axis">An axis or a list of axes; negative values count from the end. Default: all axes.</param>
    public static Value Flip(Value x, Axes? axis = null)
    {
        Given(x);
        var axes = NormalizeAxes(axis, x.Rank);
        return axes.Count == 0 || x is Tensor { IsSplat: true } ? x : new Reverse(axes).Bind(x);
    }
}
