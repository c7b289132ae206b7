using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.Lanes;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>Product of two operands, elementwise; integers wrap around (jnp.multiply, StableHLO multiply).</summary>
sealed record Multiply : Binary<MultiplyLanes>
{
    public override string Name => "mul";

    protected override string Hlo => "stablehlo.multiply";

    internal override double Float(double x, double y) => x * y;

    internal override T Integer<T>(T x, T y) => unchecked(x * y);

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) =>
        (this.Bind(x), Ad.AddTangents(dx[0] is { } a ? this.Bind(a, x[1]) : null, dx[1] is { } b ? this.Bind(x[0], b) : null));

    protected override Value?[] TransposeOne(Value ct, Operand[] x) =>
        x[0].IsLinear ? [this.Bind(ct, x[1].Known), null] : [null, this.Bind(x[0].Known, ct)];

    // x · 1 has the same bits as x. x + 0 does not: −0 + 0 is 0.
    public override Value? Simplify(Value[] x) => IsOne(x[0]) ? x[1] : IsOne(x[1]) ? x[0] : null;

    static bool IsOne(Value v) => v is Tensor { IsSplat: true, Size: > 0 } t && t.ToDouble(0) == 1;
}

/// <summary>The code of <see cref="Multiply"/>.</summary>
readonly struct MultiplyLanes : IBinaryLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V y) where V : struct, ILanes<V> => x * y;
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Multiply"/>
    /// <remarks>The operator <c>*</c>. The operands are broadcast and promoted; booleans become i32.</remarks>
    public static Value Multiply(Value x, Value y) => Arithmetic<Multiply>(x, y);
}
