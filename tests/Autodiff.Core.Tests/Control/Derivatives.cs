using Autodiff.Core.Tests.Laws;
using Autodiff.Functions;
using Autodiff.Graphs;
using Autodiff.Tracing;
using Autodiff.Transforms;

namespace Autodiff.Core.Tests.Control;

/// <summary>A function of one value.</summary>
delegate Value Map(Value x);

/// <summary>The transforms, as functions from Map to Map, so that they nest.</summary>
static class Derivatives
{
    /// <summary>The gradient of a function with a scalar result, in reverse mode.</summary>
    public static Map Gradient(Map f) => x =>
    {
        var (y, map) = Differentiation.Linearize(v => [f(v[0])], [x], Mask.Filled(1, true));
        return map.Outputs[0] ? map.Pull([Tensor.Ones(y[0].Type)])[0] ?? Tensor.Zeros(x.Type) : Tensor.Zeros(x.Type);
    };

    /// <summary>The Jacobian in forward mode.</summary>
    public static Map Forward(Map f) => x => Jacobians.Forward(v => [f(v[0])], [x], 0)[0];

    /// <summary>The Jacobian in reverse mode.</summary>
    public static Map Reverse(Map f) => x => Jacobians.Reverse(v => [f(v[0])], [x], [0], 1).Jacobian[0];

    /// <summary>The function mapped over a leading axis.</summary>
    public static Map Vmap(Map f) => x => Vectorization.Vmap(v => [f(v[0])], [x], Mask.Filled(1, true), x.Count)[0];

    /// <summary>The function, traced when it is called: outside all traces it runs compiled, inside one it is a call.</summary>
    public static Map Traced(Map f)
    {
        var g = Function(f);
        return x => Call(g, x);
    }

    /// <summary>The function, traced and rewritten by the passes that run before execution.</summary>
    public static Map Optimized(Map f) => x => Transform.Optimized(v => [f(v[0])])([x])[0];

    public static Function Function(Map f) => Autodiff.Function.Of(x => f(x));

    public static Value Call(Function f, params object?[] x) => (Value)f.Call(x)!;

    /// <summary>The graph of a function for arguments like x.</summary>
    public static Graph Graph(Map f, TensorType x) => Interpreter.Stage(v => [f(v[0])], [x]).Graph;
}
