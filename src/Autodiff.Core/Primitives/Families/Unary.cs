using Autodiff.Graphs;
using Autodiff.Lanes;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff.Families;

/// <summary>An elementwise primitive with one floating-point operand. A member defines a StableHLO name, a kernel and a derivative.</summary>
abstract record Unary : Elementwise
{
    /// <summary>The operation with its dialect, such as <c>stablehlo.sine</c>. A member that needs several operations overrides <c>LowerOne</c> instead.</summary>
    protected virtual string Hlo => throw new InvalidOperationException($"{Name} has no single StableHLO operation.");

    /// <summary>The value at one element. Other dtypes than f64 are computed in double and rounded once.</summary>
    internal abstract double Evaluate(double x);

    /// <summary>The derivative at <paramref name="x"/>, given the value <paramref name="y"/> there. Null if it is zero everywhere.</summary>
    protected abstract Value? Derivative(Value x, Value y);

    public override TensorType InferOne(TensorType[] x) => x[0].IsFloat ? x[0] : throw Error($"the operand is {x[0]}; expected floating-point numbers.", ErrorId.InvalidDType);

    protected sealed override void ComputeFloats<T>(ReadOnlySpan<Tensor> x, Destination y)
    {
        var from = x[0].Elements<T>();
        var to = y.Elements<T>();
        for (int i = 0; i < to.Length; i++) to[i] = T.CreateTruncating(Evaluate(double.CreateTruncating(from[i])));
    }

    internal override BlockCode? Block(DType x, DType y) =>
        y == DType.F64 ? BlockLoop.Each<double, double>(Evaluate) : y == DType.F32 ? BlockLoop.Each<float, float>(v => (float)Evaluate(v)) : null;

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx)
    {
        var y = this.Bind(x[0]);
        return (y, Derivative(x[0], y) is { } d ? dx[0]! * d : null);
    }

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => hlo.Op(Hlo, y, x);

    /// <summary>A derivative by one formula near 0 and by another far out, where squares overflow and 1 + x² is x². Both are defined for every x, so each sees only its own.</summary>
    protected static Value NearAndFar(Value x, Func<Value, Value> near, Func<Value, Value> far)
    {
        double bound = x.DType == DType.F16 ? 200 : 1e9;
        var isFar = Ad.Greater(Ad.Abs(x), bound);
        return Ad.Where(isFar, far(Ad.Where(isFar, x, bound)), near(Ad.Where(isFar, 1, x)));
    }

    /// <summary>1 − x², with all digits near ±1, and with a derivative that has all digits near 0.</summary>
    protected static Value OneLessSquare(Value x) => Ad.Where(Ad.Less(Ad.Abs(x), 0.5), 1.0 - Ad.Square(x), (1.0 - x) * (1.0 + x));

    /// <summary>Writes a formula of operations, where XLA's own operation is less precise.</summary>
    protected static HloValue LowerAs(Func<Value, Value> formula, Hlo hlo, HloValue[] x) => GraphLowering.Body(hlo, Interpreter.StageClosed(v => [formula(v[0])], [x[0].Type.Strong]), x)[0];
}

/// <summary>A primitive of the family whose code <typeparamref name="F"/> is written for lanes.</summary>
abstract record Unary<F> : Unary where F : struct, IUnaryLanes
{
    internal sealed override BlockCode? Block(DType x, DType y) => y == DType.F32 || y == DType.F64 && F.ServesDoubles ? BlockLoop.Unary<F>(y) : base.Block(x, y);
}
