using Autodiff.Graphs;

using Autodiff.Tracing;

namespace Autodiff.Families;

/// <summary>A primitive that is linear in each of its two operands.</summary>
abstract record Bilinear : SingleResult
{
    /// <summary>The cotangent of operand <paramref name="index"/>, which has type <paramref name="x"/>, given the other operand.</summary>
    protected abstract Value LinearTranspose(Value ct, int index, TensorType x, Value other);

    public sealed override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) =>
        (this.Bind(x[0], x[1]), Ad.AddTangents(dx[0] is { } a ? this.Bind(a, x[1]) : null, dx[1] is { } b ? this.Bind(x[0], b) : null));

    protected sealed override Value?[] TransposeOne(Value ct, Operand[] x)
    {
        int i = x[0].IsLinear ? 0 : 1;
        var r = new Value?[2];
        r[i] = LinearTranspose(ct, i, x[i].Type, x[1 - i].Known);
        return r;
    }
}
