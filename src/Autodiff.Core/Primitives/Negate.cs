using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Lanes;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>Each element with the opposite sign; the least integer is unchanged (jnp.negative, StableHLO negate).</summary>
sealed record Negate : Linear
{
    public override string Name => "neg";

    protected override TensorType Infer(TensorType x) => x.DType != DType.Bool ? x : throw Error("is not defined for bool.", ErrorId.InvalidDType);

    protected override long Stored(Tensor[] x, TensorType y) => x[0].IsSplat ? 1 : y.Shape.Size;

    protected override void ComputeNumbers<T>(ReadOnlySpan<Tensor> x, Destination y)
    {
        var from = x[0].Elements<T>();
        var to = y.Elements<T>();
        for (int i = 0; i < to.Length; i++) to[i] = unchecked(-from[i]);
    }

    internal override BlockCode? Block(DType x, DType y) => y.IsNarrow ? null : BlockLoop.Unary<NegateLanes>(y);

    protected override Value LinearTranspose(Value ct, TensorType x) => this.Bind(ct);

    protected override Value Batch(Value x, int size) => this.Bind(x);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => hlo.Op("stablehlo.negate", y, x);
}

/// <summary>The code of <see cref="Negate"/>.</summary>
readonly struct NegateLanes : IUnaryLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, ILanes<V> => -x;
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Negate"/>
    /// <remarks>The unary operator <c>-</c>. Booleans become i32.</remarks>
    public static Value Negate(Value x) => Instance<Negate>.Of.Bind(Numeric(x));
}
