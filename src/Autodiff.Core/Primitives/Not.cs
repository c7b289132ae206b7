using Autodiff.Families;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>Logical not of booleans, or bitwise not of integers (StableHLO not).</summary>
sealed record Not : Elementwise
{
    public override TensorType InferOne(TensorType[] x) => x[0].IsFloat ? throw Error($"is not defined for {x[0]}.", ErrorId.InvalidDType) : x[0];

    protected override Tensor EvaluateOne(Tensor[] x, TensorType y) => new(y, y.DType.Code switch
    {
        TypeCode.Int32 => Array.ConvertAll((int[])x[0].Stored, v => ~v),
        TypeCode.Int64 => Array.ConvertAll((long[])x[0].Stored, v => ~v),
        TypeCode.UInt32 => Array.ConvertAll((uint[])x[0].Stored, v => ~v),
        _ => Array.ConvertAll((bool[])x[0].Stored, v => !v),
    });

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => (this.Bind(x), null);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => hlo.Op("stablehlo.not", y, x);
}

public static partial class Ad
{
    /// <summary>Whether each element is false or 0 (jnp.logical_not).</summary>
    public static Value LogicalNot(Value x)
    {
        Given(x);
        return Instance<Not>.Of.Bind(Truth(x));
    }

    /// <summary>Bitwise not of integers or booleans (jnp.bitwise_not).</summary>
    /// <exception cref="AdException">The operand is a float.</exception>
    public static Value BitwiseNot(Value x)
    {
        Given(x);
        return Instance<Not>.Of.Bind(Bits(x));
    }
}
