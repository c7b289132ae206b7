using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>Difference of two operands, element by element; integers wrap (StableHLO subtract).</summary>
public sealed record Subtract : Binary
{
    /// <inheritdoc/>
    public override string Name => "sub";

    /// <inheritdoc/>
    protected override string Hlo => "stablehlo.subtract";

    /// <inheritdoc/>
    protected override double Float(double x, double y) => x - y;

    /// <inheritdoc/>
    protected override T Integer<T>(T x, T y) => unchecked(x - y);

    /// <inheritdoc/>
    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) =>
        (this.Bind(x), dx[1] is null ? dx[0] : dx[0] is null ? -dx[1]! : this.Bind(dx[0]!, dx[1]!));

    /// <inheritdoc/>
    protected override Value?[] TransposeOne(Value ct, Operand[] x) => [x[0].IsLinear ? ct : null, x[1].IsLinear ? -ct : null];
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Subtract"/>
    /// <remarks>The operator <c>-</c>. Operands are broadcast and promoted; booleans count as i32.</remarks>
    public static Value Subtract(Value x, Value y) => Arithmetic<Subtract>(x, y);
}
