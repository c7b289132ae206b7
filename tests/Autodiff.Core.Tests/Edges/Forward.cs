using Autodiff.Tracing;

namespace Autodiff.Core.Tests.Edges;

/// <summary>Forward-mode derivatives of functions of scalars, of any order by nesting.</summary>
static class Forward
{
    public static Value Derivative(Func<Value, Value> f, Value x)
    {
        var trace = new JvpTrace(Trace.Current);
        Value y;
        using (Trace.Enter(trace)) y = f(trace.Join(x, Tensor.Ones(x.Type)));
        return trace.Split(y).Tangent ?? Tensor.Zeros(y.Type);
    }

    public static Func<Value, Value> Derivative(Func<Value, Value> f) => x => Derivative(f, x);

    public static double Number(Value x) => ((Tensor)x).ToDouble(0);

    public static double At(Func<Value, Value> f, double x) => Number(f(Tensor.Scalar(x)));
}
