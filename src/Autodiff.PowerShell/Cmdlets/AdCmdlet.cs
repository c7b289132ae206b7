using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using Autodiff.Tracing;

namespace Autodiff.PowerShell;

/// <summary>A cmdlet whose failures are records of their own kind and about something, and through whose streams the engine speaks while it works.</summary>
public abstract class AdCmdlet : PSCmdlet, IDisposable
{
    readonly CancellationTokenSource stopping = new();
    bool? isVerbose;

    /// <summary>Whether -Verbose is given, or the preference of the caller.</summary>
    internal bool IsVerbose => isVerbose ??= MyInvocation.BoundParameters.TryGetValue("Verbose", out object? given)
        ? (SwitchParameter)given
        : LanguagePrimitives.ConvertTo<ActionPreference>(SessionState.PSVariable.GetValue("VerbosePreference", ActionPreference.SilentlyContinue)) is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    /// <summary>
    /// Does what concerns one object of the pipeline. A failure of the engine is written as an error about it, and the stream goes on; while a function is traced it ends the
    /// pipeline, as the trace has failed.
    /// </summary>
    /// <returns>Whether it was done.</returns>
    /// <remarks>Nothing is to be written in <paramref name="work"/>: what stands downstream may fail in ways of its own.</remarks>
    internal bool Try<S, T>(object? item, S state, Func<S, T> work, [MaybeNullWhen(false)] out T result)
    {
        try
        {
            using var _ = PowerShellHost.Enter(this, stopping.Token);
            result = work(state);
            return true;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (AdException e)
        {
            if (Trace.Current is not EvaluationTrace) Fail(item, e);
            WriteError(Failure.Record(e, item));
        }
        result = default;
        return false;
    }

    /// <summary>Does what concerns the function or the parameters: a failure of the engine ends the pipeline.</summary>
    internal T Do<T>(object? target, Func<T> work) => Do(target, work, static w => w());

    /// <summary>The same for each of many items: work that needs nothing but a state is made once.</summary>
    internal T Do<S, T>(object? target, S state, Func<S, T> work)
    {
        try
        {
            using var _ = PowerShellHost.Enter(this, stopping.Token);
            return work(state);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (AdException e)
        {
            Fail(target, e);
            throw;
        }
    }

    /// <summary>Ends the pipeline with an error.</summary>
    /// <param name="target">What it is about.</param>
    /// <param name="error">The error.</param>
    /// <returns>Never; so that <c>throw</c> may stand before it where the compiler asks for a value.</returns>
    [DoesNotReturn]
    internal AdException Fail(object? target, AdException error)
    {
        ThrowTerminatingError(Failure.Record(error, target));
        throw error;
    }

    /// <summary>Ctrl+C: what is computed for this cmdlet ends, or is no longer waited for.</summary>
    protected override void StopProcessing() => stopping.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of what it holds.</summary>
    /// <param name="disposing">True.</param>
    // The source has no timer, so there is nothing to be disposed of in it; StopProcessing may still be under way.
    protected virtual void Dispose(bool disposing)
    {
    }
}
