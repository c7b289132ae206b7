using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Lanes;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>Logical not of booleans, or bitwise not of integers (StableHLO not).</summary>
sealed record Not : Elementwise
{
    public override TensorType InferOne(TensorType[] x) => x[0].IsFloat ? throw Error($"is not defined for {x[0]}.", ErrorId.InvalidDType) : x[0];

    protected override void ComputeIntegers<T>(ReadOnlySpan<Tensor> x, Destination y)
    {
        var from = x[0].Elements<T>();
        var to = y.Elements<T>();
        for (int i = 0; i < to.Length; i++) to[i] = ~from[i];
    }

    protected override void ComputeBooleans(ReadOnlySpan<Tensor> x, Destination y)
    {
        var from = x[0].Elements<bool>();
        var to = y.Elements<bool>();
        for (int i = 0; i < to.Length; i++) to[i] = !from[i];
    }

    internal override BlockCode? Block(DType x, DType y) => y == DType.Bool ? BlockLoop.Unary<LogicalNotLanes>(y) : BlockLoop.Unary<NotLanes>(y);

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => (this.Bind(x), null);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => hlo.Op("stablehlo.not", y, x);
}

/// <summary>The code of <see cref="Not"/> for integers.</summary>
readonly struct NotLanes : IUnaryLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, ILanes<V> => ~x;
}

/// <summary>The code of <see cref="Not"/> for booleans, which are bytes of 0 or 1.</summary>
readonly struct LogicalNotLanes : IUnaryLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, ILanes<V> => V.Equal(x, V.Of(0)) & V.Of(1);
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
