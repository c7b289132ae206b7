using Autodiff.Backends;
using Autodiff.Functions;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>A function with the backend that runs it. It compiles at the first call of each signature. It can be called from any thread.</summary>
public sealed class CompiledFunction
{
    internal CompiledFunction(Function function, CompileOptions options)
    {
        options.Check();
        Options = options;
        var donation = Donation.Of(function, options.Donate);
        Site = options.IsSharded
            ? new(function, AutoBackend.Instance, donation, Sharding.Of(function, options.DeviceCount, options.ShardAxes), options.CheckNaN)
            : new(function, BackendChoice.Get(options.Backend, options.Device, soon: true), donation, checksNaN: options.CheckNaN);
    }

    /// <summary>The function.</summary>
    public Function Function => Site.Function;

    /// <summary>The options that it was compiled with.</summary>
    public CompileOptions Options { get; }

    /// <summary>The place of its calls.</summary>
    internal CallSite Site { get; }

    /// <summary>The number of items that are computed at once: one while another function is traced.</summary>
    internal int BatchSize => Trace.Current is EvaluationTrace ? Options.BatchSize : 1;

    /// <summary>
    /// Calls the function with a tree for each parameter. The result has the structure that the code returned. Outside of a trace its leaves are tensors, which a device
    /// may still be computing.
    /// </summary>
    public object? Call(params object?[] arguments) => Site.Call(Function.Flatten(arguments), Function.FreeVariables()).ToObject();

    /// <summary>Calls the function with a tree for each parameter. Outside of a trace, a result or a property that is one number is a .NET number.</summary>
    public object? Invoke(params object?[] arguments) => Site.Invoke(arguments, Function.FreeVariables());

    /// <summary>Calls the function for each item of a sequence, <see cref="CompileOptions.BatchSize"/> items at once. The results are those of <see cref="Call"/>, in order.</summary>
    /// <param name="items">The arguments of each call.</param>
    public IEnumerable<object?> Map(IEnumerable<object?[]> items)
    {
        var batch = Batch(_ => true, Function.FreeVariables());
        foreach (var item in items)
        {
            var arguments = Function.Flatten(item);
            if (!batch.Takes(arguments))
                foreach (var result in batch.Run()) yield return result.ToObject();
            batch.Add(arguments);
            if (batch.IsFull)
                foreach (var result in batch.Run()) yield return result.ToObject();
        }
        foreach (var result in batch.Run()) yield return result.ToObject();
    }

    /// <summary>Collects calls that are run together.</summary>
    /// <param name="differs">Whether the argument for a parameter may differ between items.</param>
    /// <param name="free">The values of the free variables for these calls.</param>
    internal BatchedCall Batch(Func<int, bool> differs, object? free) => new(Site, BatchSize, differs, free);
}
