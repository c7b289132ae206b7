using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.Lanes;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>Quotient of two operands, elementwise: of floats by the rules of IEEE 754, of integers truncated (StableHLO divide).</summary>
sealed record Divide : Binary<DivideLanes>
{
    public override string Name => "div";

    protected override string Hlo => "stablehlo.divide";

    internal override double Float(double x, double y) => x / y;

    // As in XLA: division by 0 gives all ones, and the least integer divided by −1 is unchanged.
    internal override T Integer<T>(T x, T y) => T.IsZero(y) ? T.AllBitsSet : x == T.MinValue && T.IsNegative(y) && y == T.AllBitsSet ? x : x / y;

    // XLA rewrites any integer divided by itself to 1, so it never sees the divisor 0.
    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y)
    {
        if (y.IsFloat) return base.LowerOne(hlo, x, y);
        var zero = hlo.Compare("EQ", x[1], hlo.Constant(y, 0));
        var quotient = hlo.Op(Hlo, y, [x[0], hlo.Op("stablehlo.select", y, [zero, hlo.Constant(y, 1), x[1]])]);
        return hlo.Op("stablehlo.select", y, [zero, hlo.Op("stablehlo.not", y, [hlo.Constant(y, 0)]), quotient]);
    }

    // d(x/y) = dx/y − (x/y)/y · dy
    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx)
    {
        var y = this.Bind(x);
        return (y, Ad.AddTangents(dx[0] is { } a ? this.Bind(a, x[1]) : null, dx[1] is { } b ? b * -(y / x[1]) : null));
    }

    protected override Value?[] TransposeOne(Value ct, Operand[] x) => [this.Bind(ct, x[1].Known), null];

    public override Value? Simplify(Value[] x) => x[1] is Tensor { IsSplat: true, Size: > 0 } t && t.ToDouble(0) == 1 ? x[0] : null;
}

/// <summary>The code of <see cref="Divide"/>.</summary>
readonly struct DivideLanes : IBinaryLanes
{
    public static bool ServesIntegers => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V y) where V : struct, ILanes<V> => x / y;
}

public static partial class Ad
{
    /// <summary>Quotient of two operands, elementwise, by the rules of IEEE 754 (jnp.true_divide).</summary>
    /// <remarks>The operator <c>/</c>. The operands are broadcast and promoted; integers and booleans become f64.</remarks>
    public static Value Divide(Value x, Value y) => FloatingArithmetic<Divide>(x, y);
}
