using System.Numerics;
using Autodiff.Lanes;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff.Families;

/// <summary>An elementwise primitive with two operands of one type. A member defines a StableHLO name, a kernel for floats and one for integers, and a tangent.</summary>
abstract record Binary : Elementwise
{
    /// <summary>The operation with its dialect, such as <c>stablehlo.add</c>. A member that needs several operations overrides <c>LowerOne</c> instead.</summary>
    protected virtual string Hlo => throw new InvalidOperationException($"{Name} has no single StableHLO operation.");

    /// <summary>The value for floats. Other dtypes than f64 are computed in double and rounded once. For + − · / of f32 this equals the f32 result to the bit.</summary>
    internal virtual double Float(double x, double y) => throw Refused<double>();

    /// <summary>The result for integers. Overflow wraps around; nothing throws.</summary>
    internal virtual T Integer<T>(T x, T y) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => throw Refused<T>();

    /// <summary>The result for booleans.</summary>
    internal virtual bool Boolean(bool x, bool y) => throw Refused<bool>();

    public override TensorType InferOne(TensorType[] x) => Common(x);

    protected sealed override void ComputeFloats<T>(ReadOnlySpan<Tensor> x, Destination y)
    {
        Elements<T> a = x[0].Elements<T>(), b = x[1].Elements<T>();
        var to = y.Elements<T>();
        for (int i = 0; i < to.Length; i++) to[i] = T.CreateTruncating(Float(double.CreateTruncating(a[i]), double.CreateTruncating(b[i])));
    }

    protected sealed override void ComputeIntegers<T>(ReadOnlySpan<Tensor> x, Destination y) => Zip<T>(x, y, Integer);

    protected sealed override void ComputeBooleans(ReadOnlySpan<Tensor> x, Destination y) => Zip<bool>(x, y, Boolean);

    internal override BlockCode? Block(DType x, DType y) =>
        y == DType.F64 ? BlockLoop.Each<double, double>(Float)
        : y == DType.F32 ? BlockLoop.Each<float, float>((a, b) => (float)Float(a, b))
        : y == DType.I32 ? BlockLoop.Each<int, int>(Integer)
        : y == DType.I64 ? BlockLoop.Each<long, long>(Integer)
        : y == DType.U32 ? BlockLoop.Each<uint, uint>(Integer)
        : null;

    static void Zip<T>(ReadOnlySpan<Tensor> x, Destination y, Func<T, T, T> f) where T : unmanaged
    {
        Elements<T> a = x[0].Elements<T>(), b = x[1].Elements<T>();
        var to = y.Elements<T>();
        for (int i = 0; i < to.Length; i++) to[i] = f(a[i], b[i]);
    }

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => hlo.Op(Hlo, y, x);
}

/// <summary>A primitive of the family whose code <typeparamref name="F"/> is written for lanes.</summary>
abstract record Binary<F> : Binary where F : struct, IBinaryLanes
{
    internal sealed override BlockCode? Block(DType x, DType y) => y.IsNarrow ? null : y.IsFloat || F.ServesIntegers ? BlockLoop.Binary<F>(y) : base.Block(x, y);
}
