using Autodiff.Functions;

namespace Autodiff;

/// <summary>
/// A function with the backend that runs it, as <c>Invoke-AdCompiled</c> calls it. It compiles at the first call of each signature. It can be called from any
/// thread.
/// </summary>
public sealed class CompiledFunction
{
    readonly CallSite site;

    internal CompiledFunction(CallSite site) => this.site = site;

    /// <summary>The function.</summary>
    public Function Function => site.Function;

    /// <summary>
    /// Calls it with a tree for each parameter. The result has the structure that the code returned. Outside of a trace its leaves are tensors, which a device may
    /// still be computing.
    /// </summary>
    public object? Call(params object?[] arguments) => site.Call(Function.Flatten(arguments), Function.FreeVariables()).ToObject();

    /// <summary>Calls it with a tree for each parameter. Outside of a trace, a result or a property that is one number is a .NET number.</summary>
    public object? Invoke(params object?[] arguments) => site.Invoke(arguments, Function.FreeVariables());
}
