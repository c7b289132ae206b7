using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.Lanes;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>Sum of two operands, elementwise; integers wrap around (jnp.add, StableHLO add).</summary>
sealed record Add : Binary<AddLanes>
{
    protected override string Hlo => "stablehlo.add";

    internal override double Float(double x, double y) => x + y;

    internal override T Integer<T>(T x, T y) => unchecked(x + y);

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => (this.Bind(x), Ad.AddTangents(dx[0], dx[1]));

    protected override Value?[] TransposeOne(Value ct, Operand[] x) => [x[0].IsLinear ? ct : null, x[1].IsLinear ? ct : null];
}

/// <summary>The code of <see cref="Add"/>.</summary>
readonly struct AddLanes : IBinaryLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V y) where V : struct, ILanes<V> => x + y;
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Add"/>
    /// <remarks>The operator <c>+</c>. The operands are broadcast and promoted; booleans become i32.</remarks>
    public static Value Add(Value x, Value y) => Arithmetic<Add>(x, y);

    /// <summary>The sum of two tangents or cotangents; null is zero. It is the only operation that the transforms themselves use.</summary>
    internal static Value? AddTangents(Value? x, Value? y) => x is null ? y : y is null ? x : Instance<Add>.Of.Bind(x, y);
}
