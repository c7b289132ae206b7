using System.Numerics;
using Autodiff.Families;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>Each element with the opposite sign; the least integer is unchanged (jnp.negative, StableHLO negate).</summary>
sealed record Negate : Linear
{
    public override string Name => "neg";

    protected override TensorType Infer(TensorType x) => x.DType != DType.Bool ? x : throw Error("is not defined for bool.", ErrorId.InvalidDType);

    protected override Tensor EvaluateOne(Tensor[] x, TensorType y) => y.DType.Code switch
    {
        TypeCode.Double => Map<double>(x[0], y),
        TypeCode.Single => Map<float>(x[0], y),
        TypeCode.Int32 => Map<int>(x[0], y),
        TypeCode.Int64 => Map<long>(x[0], y),
        _ => Map<uint>(x[0], y),
    };

    static Tensor Map<T>(Tensor x, TensorType type) where T : INumber<T> => new(type, Array.ConvertAll((T[])x.Stored, v => unchecked(-v)));

    internal override ScalarKernel? Scalar(TensorType y) => (x, _, _) => -x;

    protected override Value LinearTranspose(Value ct, TensorType x) => this.Bind(ct);

    protected override Value Batch(Value x, int size) => this.Bind(x);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => hlo.Op("stablehlo.negate", y, x);
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Negate"/>
    /// <remarks>The unary operator <c>-</c>. Booleans become i32.</remarks>
    public static Value Negate(Value x) => Instance<Negate>.Of.Bind(Numeric(x));
}
