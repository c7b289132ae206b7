using Autodiff.Backends;
using Autodiff.Functions;

namespace Autodiff;

/// <summary>
/// A function with the backend that runs it, as <c>Invoke-AdCompiled</c> calls it. It compiles at the first call of each signature. It can be called from any
/// thread.
/// </summary>
public sealed class CompiledFunction
{
    readonly IBackend backend;
    readonly Donation? donation;

    internal CompiledFunction(Function function, IBackend backend, Donation? donation) => (Function, this.backend, this.donation) = (function, backend, donation);

    /// <summary>The function.</summary>
    public Function Function { get; }

    /// <summary>
    /// Calls it with a tree for each parameter. The result has the structure that the code returned. Outside of a trace its leaves are tensors, which a device may
    /// still be computing.
    /// </summary>
    public object? Call(params object?[] arguments)
    {
        var (tree, leaves) = Function.Flatten(arguments);
        var (result, values) = Function.Call(tree, leaves, backend, donation);
        return result.Unflatten(values);
    }

    /// <summary>Calls it with a tree for each parameter. Outside of a trace, a result or a property that is one number is a .NET number.</summary>
    public object? Invoke(params object?[] arguments)
    {
        if (arguments is [var x] && donation is null && Function.Number(x, backend) is { } number) return number;
        var (tree, leaves) = Function.Flatten(arguments);
        return Function.Present(Function.Call(tree, leaves, backend, donation));
    }
}
