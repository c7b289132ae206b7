using Autodiff.Families;
using Autodiff.Lanes;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>Whether each element is neither infinite nor NaN (StableHLO is_finite).</summary>
sealed record IsFinite : Elementwise
{
    public override TensorType InferOne(TensorType[] x) => x[0].IsFloat ? x[0].With(DType.Bool) : throw Error($"the operand is {x[0]}; expected floating-point numbers.", ErrorId.InvalidDType);

    protected override DType DTypeOfCode(ReadOnlySpan<Tensor> x, TensorType y) => x[0].DType;

    protected override void ComputeFloats<T>(ReadOnlySpan<Tensor> x, Destination y)
    {
        var from = x[0].Elements<T>();
        var to = y.Elements<bool>();
        for (int i = 0; i < to.Length; i++) to[i] = T.IsFinite(from[i]);
    }

    internal override BlockCode? Block(DType x, DType y) =>
        x == DType.F64 ? BlockLoop.Each<double, bool>(double.IsFinite) : x == DType.F32 ? BlockLoop.Each<float, bool>(float.IsFinite) : null;

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => (this.Bind(x), null);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => hlo.Op("stablehlo.is_finite", y, x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.IsFinite"/>
    /// <remarks>Integers and booleans are always finite (jnp.isfinite).</remarks>
    public static Value IsFinite(Value x)
    {
        Given(x);
        return x.Type.IsFloat ? Instance<IsFinite>.Of.Bind(x) : Tensor.Ones(x.Type.With(DType.Bool));
    }

    /// <summary>Whether each element is NaN (jnp.isnan). Integers and booleans never are.</summary>
    public static Value IsNaN(Value x)
    {
        Given(x);
        return x.Type.IsFloat ? NotEqual(x, x) : Tensor.Zeros(x.Type.With(DType.Bool));
    }

    /// <summary>Whether each element is ∞ or −∞ (jnp.isinf). Integers and booleans never are.</summary>
    public static Value IsInfinity(Value x)
    {
        Given(x);
        return x.Type.IsFloat ? Equal(Abs(x), double.PositiveInfinity) : Tensor.Zeros(x.Type.With(DType.Bool));
    }
}
