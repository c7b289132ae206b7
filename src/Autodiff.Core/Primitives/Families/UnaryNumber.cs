using System.Numerics;
using Autodiff.Tracing;

namespace Autodiff.Families;

/// <summary>An elementwise primitive with one numeric operand; integers stay integers. A member defines a kernel for any number and a tangent.</summary>
abstract record UnaryNumber : Elementwise
{
    /// <summary>The result for one element. Overflow wraps around; nothing throws.</summary>
    protected abstract T Evaluate<T>(T x) where T : struct, INumber<T>;

    /// <summary>The tangent of the result, linear in <paramref name="dx"/>. Null if it is zero everywhere.</summary>
    protected abstract Value? Tangent(Value x, Value dx);

    public override TensorType InferOne(TensorType[] x) => x[0].DType != DType.Bool ? x[0] : throw Error("is not defined for bool.", ErrorId.InvalidDType);

    protected sealed override Tensor EvaluateOne(Tensor[] x, TensorType y) => new(y, y.DType.Code switch
    {
        TypeCode.Double => Array.ConvertAll((double[])x[0].Stored, Evaluate),
        TypeCode.Single => Array.ConvertAll((float[])x[0].Stored, v => (float)Evaluate((double)v)),
        TypeCode.Int32 => Array.ConvertAll((int[])x[0].Stored, Evaluate),
        TypeCode.Int64 => Array.ConvertAll((long[])x[0].Stored, Evaluate),
        _ => Array.ConvertAll((uint[])x[0].Stored, Evaluate),
    });

    internal override ScalarKernel? Scalar(TensorType y)
    {
        Func<double, double> kernel = Evaluate;
        return (x, _, _) => kernel(x);
    }

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => (this.Bind(x[0]), Tangent(x[0], dx[0]!));
}
