using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.Lanes;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>Selects the second operand where the first, a boolean, is true, and the third elsewhere (StableHLO select). It is linear in both.</summary>
sealed record Select : Elementwise
{
    public override string Name => "select_n";

    public override TensorType InferOne(TensorType[] x)
    {
        if (x[0].DType != DType.Bool || x[0].Shape != x[1].Shape) throw Error($"the condition {x[0]} does not match the cases {x[1]} and {x[2]}.", ErrorId.ShapeMismatch);
        return Common(x.AsSpan(1));
    }

    protected override bool Moves => true;

    protected override Tensor? Known(Tensor[] x, TensorType y) => x[0].IsSplat ? (x[0].Truth ? x[1] : x[2]).Retyped(y) : null;

    protected override void Move<T>(ReadOnlySpan<Tensor> x, Destination y)
    {
        var condition = x[0].Elements<bool>();
        Elements<T> a = x[1].Elements<T>(), b = x[2].Elements<T>();
        var to = y.Elements<T>();
        for (int i = 0; i < to.Length; i++) to[i] = condition[i] ? a[i] : b[i];
    }

    internal override BlockCode? Block(DType x, DType y) => y.IsNarrow || y == DType.Bool ? null : BlockLoop.Select(y);

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx)
    {
        var zero = Tensor.Zeros(x[1].Type);
        return (this.Bind(x), dx[1] is null && dx[2] is null ? null : this.Bind(x[0], dx[1] ?? zero, dx[2] ?? zero));
    }

    protected override Value?[] TransposeOne(Value ct, Operand[] x)
    {
        var zero = Tensor.Zeros(ct.Type);
        return [null, x[1].IsLinear ? this.Bind(x[0].Known, ct, zero) : null, x[2].IsLinear ? this.Bind(x[0].Known, zero, ct) : null];
    }

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => hlo.Op("stablehlo.select", y, x);

    public override Value? Simplify(Value[] x) => x[0] is Tensor { IsSplat: true } c ? c.Truth ? x[1] : x[2] : ReferenceEquals(x[1], x[2]) ? x[1] : null;
}

public static partial class Ad
{
    /// <summary>
    /// The elements of <paramref name="x"/> where a condition is true, and those of <paramref name="y"/> elsewhere (jnp.where). All three are broadcast; x and y
    /// are promoted.
    /// </summary>
    /// <remarks>
    /// Both are computed for all elements. If one gives NaN or infinity where it is not selected, its gradient may be NaN: replace its input there with another
    /// Where.
    /// </remarks>
    /// <param name="condition">Booleans, or numbers, which are true if they are not 0.</param>
    /// <param name="x">The elements where the condition is true.</param>
    /// <param name="y">The elements where the condition is false.</param>
    public static Value Where(Value condition, Value x, Value y)
    {
        Given(condition);
        Given(x);
        Given(y);
        (x, y) = Match(x, y);
        var test = Truth(condition);
        var shape = BroadcastShapes(test.Type.Shape, x.Type.Shape);
        return Instance<Select>.Of.Bind(BroadcastTo(test, shape), BroadcastTo(x, shape), BroadcastTo(y, shape));
    }

    /// <summary>The value as booleans; a number is true if it is not 0.</summary>
    internal static Value Truth(Value x) => Cast(x, DType.Bool);
}
