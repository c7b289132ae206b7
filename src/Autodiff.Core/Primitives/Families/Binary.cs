using System.Numerics;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff.Families;

/// <summary>An elementwise primitive with two operands of one type. A member defines a StableHLO name, a kernel for floats and one for integers, and a tangent.</summary>
abstract record Binary : Elementwise
{
    /// <summary>The operation with its dialect, such as <c>stablehlo.add</c>. A member that needs several operations overrides <c>LowerOne</c> instead.</summary>
    protected virtual string Hlo => throw new InvalidOperationException($"{Name} has no one operation of StableHLO.");

    /// <summary>The result for floats. f32 is computed in double and rounded once, which is the exact f32 result for + − · / and all exact operations.</summary>
    protected virtual double Float(double x, double y) => throw Refused<double>();

    /// <summary>The result for integers. Overflow wraps around; nothing throws.</summary>
    protected virtual T Integer<T>(T x, T y) where T : struct, IBinaryInteger<T>, IMinMaxValue<T> => throw Refused<T>();

    /// <summary>The result for booleans.</summary>
    protected virtual bool Boolean(bool x, bool y) => throw Refused<bool>();

    public override TensorType InferOne(TensorType[] x) => Common(x);

    protected sealed override Tensor EvaluateOne(Tensor[] x, TensorType y) => y.DType.Code switch
    {
        TypeCode.Double => Doubles(x, y),
        TypeCode.Single => Floats(x, y),
        TypeCode.Int32 => Zip<int>(x, y, Integer),
        TypeCode.Int64 => Zip<long>(x, y, Integer),
        TypeCode.UInt32 => Zip<uint>(x, y, Integer),
        _ => Zip<bool>(x, y, Boolean),
    };

    internal override ScalarKernel? Scalar(TensorType y) => y.DType == DType.F64 ? (a, b, _) => Float(a, b) : (a, b, _) => Boolean(a != 0, b != 0) ? 1 : 0;

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => hlo.Op(Hlo, y, x);

    AdException Refused<T>() => Error($"is not defined for {DType.Of(typeof(T))}.", ErrorId.InvalidDType);

    Tensor Doubles(Tensor[] x, TensorType type)
    {
        var (a, stepA, b, stepB, r) = Operands<double>(x);
        for (int i = 0; i < r.Length; i++) r[i] = Float(a[i * stepA], b[i * stepB]);
        return new(type, r);
    }

    Tensor Floats(Tensor[] x, TensorType type)
    {
        var (a, stepA, b, stepB, r) = Operands<float>(x);
        for (int i = 0; i < r.Length; i++) r[i] = (float)Float(a[i * stepA], b[i * stepB]);
        return new(type, r);
    }

    static Tensor Zip<T>(Tensor[] x, TensorType type, Func<T, T, T> f)
    {
        var (a, stepA, b, stepB, r) = Operands<T>(x);
        for (int i = 0; i < r.Length; i++) r[i] = f(a[i * stepA], b[i * stepB]);
        return new(type, r);
    }

    // A splat is read with step 0; the result of two splats is a splat.
    static (T[] A, int StepA, T[] B, int StepB, T[] Result) Operands<T>(Tensor[] x)
    {
        var (a, b) = ((T[])x[0].Stored, (T[])x[1].Stored);
        return (a, x[0].IsSplat ? 0 : 1, b, x[1].IsSplat ? 0 : 1, new T[x[0].IsSplat ? b.Length : a.Length]);
    }
}
