using System.Numerics;
using Autodiff.Families;
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

    protected override Tensor EvaluateOne(Tensor[] x, TensorType y) => x[0].DType.Code switch
    {
        TypeCode.Double => Zip<double>(x, y),
        TypeCode.Single => Zip<float>(x, y),
        TypeCode.Int32 => Zip<int>(x, y),
        TypeCode.Int64 => Zip<long>(x, y),
        TypeCode.UInt32 => Zip<uint>(x, y),
        _ => Zip<byte>([AsBytes(x[0]), AsBytes(x[1])], y),
    };

    static Tensor AsBytes(Tensor x) => new(x.Type, Array.ConvertAll((bool[])x.Stored, b => b ? (byte)1 : (byte)0));

    Tensor Zip<T>(Tensor[] x, TensorType type) where T : IComparisonOperators<T, T, bool>
    {
        var (a, b) = ((T[])x[0].Stored, (T[])x[1].Stored);
        var r = new bool[x[0].IsSplat ? b.Length : a.Length];
        int stepA = x[0].IsSplat ? 0 : 1, stepB = x[1].IsSplat ? 0 : 1;
        for (int i = 0; i < r.Length; i++) r[i] = Holds(a[i * stepA], b[i * stepB]);
        return new(type, r);
    }

    internal override ScalarKernel? Scalar(TensorType y) => (a, b, _) => Holds(a, b) ? 1 : 0;

    bool Holds<T>(T x, T y) where T : IComparisonOperators<T, T, bool> => Direction switch
    {
        Comparison.EQ => x == y,
        Comparison.NE => x != y,
        Comparison.LT => x < y,
        Comparison.LE => x <= y,
        Comparison.GT => x > y,
        _ => x >= y,
    };

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => (this.Bind(x), null);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => hlo.Compare(Direction.ToString(), x[0], x[1]);
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
    public static new Value Equals(object? x, object? y) => throw new AdException("Equals: write [Ad]::Equal($x, $y), which compares element by element.", ErrorId.NotAnOperation);
}
