using Autodiff.Backends;
using Autodiff.Tracing;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>
/// A place that calls a function: a stream, a compiled function, or the function itself. The next call is likely to have the same signature as the latest and to take the same
/// path, so this path is tried first.
/// </summary>
/// <param name="function">The function.</param>
/// <param name="backend">The backend that runs it.</param>
/// <param name="donation">The parameters that are donated. Default: none.</param>
/// <param name="sharding">How calls are divided among XLA devices, which then replace the backend. Default: not at all.</param>
/// <param name="checksNaN">Whether a NaN or an infinity that an operation makes is an error. Default: false.</param>
sealed class CallSite(Function function, IBackend backend, Donation? donation = null, Sharding? sharding = null, bool checksNaN = false)
{
    volatile RecentCall? recent;

    public Function Function => function;

    public IBackend Backend => backend;

    /// <summary>Whether a NaN or an infinity that an operation makes is an error.</summary>
    public bool ChecksNaN => checksNaN;

    /// <summary>Calls it with a tree for each parameter.</summary>
    /// <param name="arguments">The trees.</param>
    /// <param name="free">The values of the free variables for this call.</param>
    /// <returns>The result. Outside of a trace, a result or a property that is one number is a .NET number.</returns>
    public object? Invoke(ReadOnlySpan<object?> arguments, object? free)
    {
        if (!checksNaN && arguments is [var x] && Number(x, free) is { } y) return y;
        return Function.Present(Call(function.Flatten(arguments), free));
    }

    /// <summary>Calls it with arguments that are already flattened.</summary>
    public Tree Call(Tree arguments, object? free)
    {
        if (Trace.Current is not EvaluationTrace) return function.Record(arguments, free);
        var x = new Tensor[arguments.Leaves.Length];
        for (int i = 0; i < x.Length; i++) x[i] = arguments.Leaves[i] as Tensor ?? throw StagingTrace.Escaped(arguments.Leaves[i], function.Name);
        donation?.Check(arguments.Definition, x);
        var expected = checksNaN ? FiniteCheck.Before(function, function.Resolve(Arguments.Of(arguments, free)), x) : null;
        var (result, y) = Run(arguments, free, x, new(sharding?.For(arguments) ?? backend, donation?.Leaves(arguments.Definition) ?? default));
        if (checksNaN) FiniteCheck.After(function, backend.Name, x, expected, y);
        donation?.GiveUp(arguments.Definition, x, y);
        return new(result, y);
    }

    /// <summary>The result of a call with one number, if the latest call had one number of the same type and took the same path; otherwise null.</summary>
    internal double? Number(object? x, object? free)
    {
        if (recent is not { } r || Trace.Current is not EvaluationTrace || !r.IsLatest(free) || r.Number(x) is not { } y) return null;
        r.Entry.Hit();
        return y;
    }

    (TreeDefinition, Tensor[]) Run(Tree arguments, object? free, Tensor[] x, Target target)
    {
        var likely = recent is { } r && r.Fits(arguments.Definition, x, target) && r.IsLatest(free) ? r : Likely(Arguments.Of(arguments, free), target);
        // It stops at the first guard that differs. Then the paths are walked.
        if (likely?.Executable is { CanBeTried: true } tried && tried.Run(x) is { } y)
        {
            recent = likely;
            likely.Entry.Hit();
            return (likely.Result, y);
        }
        var specialization = function.Resolve(Arguments.Of(arguments, free));
        return (specialization.Result, specialization.On(target, function.Name).Run(x, checkGuards: false)!);
    }

    /// <summary>The path that the latest call of this signature took, ready to be tried; null if there was none.</summary>
    RecentCall? Likely(Arguments arguments, Target target)
    {
        if (function.Root.Find(function.ToRoot(arguments)) is not { Paths.Last: { } path } entry) return null;
        Specialization specialization;
        try
        {
            specialization = function.Derive(path, arguments);
        }
        // The path of this call may have a result of another structure, which has a derivative.
        catch (AdException)
        {
            return null;
        }
        return new(arguments.Definition, arguments.Types, arguments.Free, target, entry, path, specialization.Result, specialization.On(target, function.Name));
    }
}
