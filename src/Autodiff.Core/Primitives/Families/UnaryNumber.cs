using System.Numerics;
using Autodiff.Lanes;
using Autodiff.Tracing;

namespace Autodiff.Families;

/// <summary>An elementwise primitive with one numeric operand; integers stay integers. A member defines a kernel for any number and a tangent.</summary>
abstract record UnaryNumber : Elementwise
{
    /// <summary>The value at one element. Integers wrap and never throw. Other floats than f64 are computed in double and rounded once.</summary>
    internal abstract T Evaluate<T>(T x) where T : struct, INumber<T>;

    /// <summary>The tangent of the result, linear in <paramref name="dx"/>. Null if it is zero everywhere.</summary>
    protected abstract Value? Tangent(Value x, Value dx);

    public override TensorType InferOne(TensorType[] x) => x[0].DType != DType.Bool ? x[0] : throw Error("is not defined for bool.", ErrorId.InvalidDType);

    protected sealed override void ComputeFloats<T>(ReadOnlySpan<Tensor> x, Destination y)
    {
        Func<double, double> value = Evaluate;
        var from = x[0].Elements<T>();
        var to = y.Elements<T>();
        for (int i = 0; i < to.Length; i++) to[i] = T.CreateTruncating(value(double.CreateTruncating(from[i])));
    }

    protected sealed override void ComputeIntegers<T>(ReadOnlySpan<Tensor> x, Destination y)
    {
        Func<T, T> value = Evaluate;
        var from = x[0].Elements<T>();
        var to = y.Elements<T>();
        for (int i = 0; i < to.Length; i++) to[i] = value(from[i]);
    }

    internal override BlockCode? Block(DType x, DType y)
    {
        Func<double, double> value = Evaluate;
        return y == DType.F64 ? BlockLoop.Each(value)
            : y == DType.F32 ? BlockLoop.Each<float, float>(v => (float)value(v))
            : y == DType.I32 ? BlockLoop.Each<int, int>(Evaluate)
            : y == DType.I64 ? BlockLoop.Each<long, long>(Evaluate)
            : y == DType.U32 ? BlockLoop.Each<uint, uint>(Evaluate)
            : null;
    }

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => (this.Bind(x[0]), Tangent(x[0], dx[0]!));
}

/// <summary>A primitive of the family whose code <typeparamref name="F"/> is written for lanes.</summary>
abstract record UnaryNumber<F> : UnaryNumber where F : struct, IUnaryLanes
{
    internal sealed override BlockCode? Block(DType x, DType y) => y.IsNarrow || y == DType.Bool ? null : BlockLoop.Unary<F>(y);
}
