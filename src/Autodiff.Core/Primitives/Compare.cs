using System.Numerics;
using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Lanes;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>The directions of a comparison, named as in StableHLO.</summary>
enum Comparison
{
    /// <summary>Equal.</summary>
    EQ,
    /// <summary>Not equal; true if an operand is NaN.</summary>
    NE,
    /// <summary>Less.</summary>
    LT,
    /// <summary>Less or equal.</summary>
    LE,
    /// <summary>Greater.</summary>
    GT,
    /// <summary>Greater or equal.</summary>
    GE,
}

/// <summary>Compares two operands of one type, elementwise, by the rules of IEEE 754 (StableHLO compare).</summary>
/// <param name="Direction">The direction of the comparison.</param>
sealed record Compare(Comparison Direction) : Elementwise
{
    public override string Name => Direction.ToString().ToLowerInvariant();

    public override TensorType InferOne(TensorType[] x) => new(DType.Bool, Common(x).Shape);

    protected override DType DTypeOfCode(ReadOnlySpan<Tensor> x, TensorType y) => x[0].DType;

    protected override void ComputeNumbers<T>(ReadOnlySpan<Tensor> x, Destination y)
    {
        Elements<T> a = x[0].Elements<T>(), b = x[1].Elements<T>();
        var to = y.Elements<bool>();
        for (int i = 0; i < to.Length; i++) to[i] = Holds(a[i], b[i]);
    }

    protected override void ComputeBooleans(ReadOnlySpan<Tensor> x, Destination y)
    {
        Elements<bool> a = x[0].Elements<bool>(), b = x[1].Elements<bool>();
        var to = y.Elements<bool>();
        for (int i = 0; i < to.Length; i++) to[i] = Holds(a[i] ? 1 : 0, b[i] ? 1 : 0);
    }

    /// <summary>Whether the comparison of two numbers is true.</summary>
    internal bool Holds<T>(T x, T y) where T : IComparisonOperators<T, T, bool> => Direction switch
    {
        Comparison.EQ => x == y,
        Comparison.NE => x != y,
        Comparison.LT => x < y,
        Comparison.LE => x <= y,
        Comparison.GT => x > y,
        _ => x >= y,
    };

    internal override BlockCode? Block(DType x, DType y) => x.IsNarrow || x == DType.Bool ? null : Direction switch
    {
        Comparison.EQ => BlockLoop.Comparison<EqualLanes>(x),
        Comparison.NE => BlockLoop.Comparison<NotEqualLanes>(x),
        Comparison.LT => BlockLoop.Comparison<LessLanes>(x),
        Comparison.LE => BlockLoop.Comparison<LessOrEqualLanes>(x),
        Comparison.GT => BlockLoop.Comparison<GreaterLanes>(x),
        _ => BlockLoop.Comparison<GreaterOrEqualLanes>(x),
    };

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => (this.Bind(x), null);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => hlo.Compare(Direction.ToString(), x[0], x[1]);

    readonly struct EqualLanes : IBinaryLanes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V y) where V : struct, ILanes<V> => V.Equal(x, y);
    }

    readonly struct NotEqualLanes : IBinaryLanes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V y) where V : struct, ILanes<V> => ~V.Equal(x, y);
    }

    readonly struct LessLanes : IBinaryLanes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V y) where V : struct, ILanes<V> => V.Less(x, y);
    }

    readonly struct LessOrEqualLanes : IBinaryLanes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V y) where V : struct, ILanes<V> => V.LessOrEqual(x, y);
    }

    readonly struct GreaterLanes : IBinaryLanes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V y) where V : struct, ILanes<V> => V.Less(y, x);
    }

    readonly struct GreaterOrEqualLanes : IBinaryLanes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Of<V>(V x, V y) where V : struct, ILanes<V> => V.LessOrEqual(y, x);
    }
}

public static partial class Ad
{
    /// <summary>Whether x = y, elementwise (jnp.equal). The operands are broadcast and promoted.</summary>
    public static Value Equal(Value x, Value y) => Compare(Comparison.EQ, x, y);

    /// <summary>Whether x ≠ y, elementwise (jnp.not_equal). The operands are broadcast and promoted.</summary>
    public static Value NotEqual(Value x, Value y) => Compare(Comparison.NE, x, y);

    /// <summary>Whether x &lt; y, elementwise (jnp.less). The operands are broadcast and promoted.</summary>
    public static Value Less(Value x, Value y) => Compare(Comparison.LT, x, y);

    /// <summary>Whether x ≤ y, elementwise (jnp.less_equal). The operands are broadcast and promoted.</summary>
    public static Value LessEqual(Value x, Value y) => Compare(Comparison.LE, x, y);

    /// <summary>Whether x > y, elementwise (jnp.greater). The operands are broadcast and promoted.</summary>
    public static Value Greater(Value x, Value y) => Compare(Comparison.GT, x, y);

    /// <summary>Whether x ≥ y, elementwise (jnp.greater_equal). The operands are broadcast and promoted.</summary>
    public static Value GreaterEqual(Value x, Value y) => Compare(Comparison.GE, x, y);

    internal static Value Compare(Comparison direction, Value x, Value y)
    {
        string name = direction switch { Comparison.EQ => nameof(Equal), Comparison.NE => nameof(NotEqual), Comparison.LT => nameof(Less), Comparison.LE => nameof(LessEqual), Comparison.GT => nameof(Greater), _ => nameof(GreaterEqual) };
        Given(x, nameof(x), name);
        Given(y, nameof(y), name);
        (x, y) = Match(x, y, name);
        return new Compare(direction).Bind(x, y);
    }

    /// <summary>Throws. It hides <c>Object.Equals</c>, which would compare references.</summary>
    /// <exception cref="AdException">Always. The message names Equal.</exception>
    public static new Value Equals(object? x, object? y) => throw new AdException($"Equals: use {Spell.Name("Ad.Equal", "x", "y")}, which compares element by element.", ErrorId.NotAnOperation);
}
