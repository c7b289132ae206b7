using System.Numerics;
using Autodiff.StableHlo;

using Autodiff.Tracing;

namespace Autodiff.Families;

/// <summary>Elementwise on one floating operand. A member is a StableHLO name, a kernel and a derivative.</summary>
public abstract record Unary : Elementwise
{
    /// <summary>The operation with its dialect: <c>stablehlo.sine</c>. A member that needs more writes <see cref="SingleResult.LowerOne"/>.</summary>
    protected abstract string Hlo { get; }

    /// <summary>The value at one element.</summary>
    protected abstract T Evaluate<T>(T x) where T : struct, IBinaryFloatingPointIeee754<T>;

    /// <summary>The derivative at <paramref name="x"/>, where the value is <paramref name="y"/>; null where it is zero everywhere.</summary>
    protected abstract Value? Derivative(Value x, Value y);

    /// <inheritdoc/>
    public override TensorType InferOne(TensorType[] x) => x[0].IsFloat ? x[0] : throw Error($"needs floating-point numbers, not {x[0]}.", "InvalidDType");

    /// <inheritdoc/>
    protected sealed override Tensor EvaluateOne(Tensor[] x, TensorType y) => y.DType == DType.F64 ? Map<double>(x[0], y) : Map<float>(x[0], y);

    /// <inheritdoc/>
    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx)
    {
        var y = this.Bind(x[0]);
        return (y, Derivative(x[0], y) is { } d ? dx[0]! * d : null);
    }

    /// <inheritdoc/>
    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => hlo.Op(Hlo, y, x);

    Tensor Map<T>(Tensor x, TensorType type) where T : struct, IBinaryFloatingPointIeee754<T>
    {
        var from = x.Span<T>();
        var to = new T[from.Length];
        for (int i = 0; i < to.Length; i++) to[i] = Evaluate(from[i]);
        return new(type, to);
    }
}
