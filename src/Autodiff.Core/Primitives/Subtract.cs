using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.Lanes;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>Difference of two operands, elementwise; integers wrap around (jnp.subtract, StableHLO subtract).</summary>
sealed record Subtract : Binary<SubtractLanes>
{
    public override string Name => "sub";

    protected override string Hlo => "stablehlo.subtract";

    internal override double Float(double x, double y) => x - y;

    internal override T Integer<T>(T x, T y) => unchecked(x - y);

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) =>
        (this.Bind(x), dx[1] is null ? dx[0] : dx[0] is null ? -dx[1]! : this.Bind(dx[0]!, dx[1]!));

    protected override Value?[] TransposeOne(Value ct, Operand[] x) => [x[0].IsLinear ? ct : null, x[1].IsLinear ? -ct : null];
}

/// <summary>The code of <see cref="Subtract"/>.</summary>
readonly struct SubtractLanes : IBinaryLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x, V y) where V : struct, ILanes<V> => x - y;
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Subtract"/>
    /// <remarks>The operator <c>-</c>. The operands are broadcast and promoted; booleans become i32.</remarks>
    public static Value Subtract(Value x, Value y) => Arithmetic<Subtract>(x, y);
}
