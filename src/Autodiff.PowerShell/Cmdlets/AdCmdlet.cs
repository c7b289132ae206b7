using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using Autodiff.Tracing;

namespace Autodiff.PowerShell;

/// <summary>A cmdlet that writes the engine's failures as error records with a category and a target, and the engine's messages to its streams.</summary>
public abstract class AdCmdlet : PSCmdlet, IDisposable
{
    readonly CancellationTokenSource stopping = new();
    bool? isVerbose;

    /// <summary>Whether -Verbose is given, or the caller's preference shows verbose messages.</summary>
    internal bool IsVerbose => isVerbose ??= MyInvocation.BoundParameters.TryGetValue("Verbose", out object? given)
        ? (SwitchParameter)given
        : LanguagePrimitives.ConvertTo<ActionPreference>(SessionState.PSVariable.GetValue("VerbosePreference", ActionPreference.SilentlyContinue)) is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    /// <summary>
    /// Runs work for one object of the pipeline. A failure of the engine is written as an error about that object, and the pipeline continues. During a trace it ends the
    /// pipeline, because the trace has failed.
    /// </summary>
    /// <returns>Whether the work succeeded.</returns>
    /// <remarks><paramref name="work"/> must not write to the pipeline, because failures downstream are not its own.</remarks>
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

    /// <summary>Runs work for the function or the parameters. A failure of the engine ends the pipeline.</summary>
    internal T Do<T>(object? target, Func<T> work) => Do(target, work, static w => w());

    /// <summary>Runs work for each of many items, with a state, so that the delegate is made only once.</summary>
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
    /// <param name="target">The target of the error record.</param>
    /// <param name="error">The error.</param>
    /// <returns>It does not return. The type allows <c>throw</c> before a call where the compiler expects a value.</returns>
    [DoesNotReturn]
    internal AdException Fail(object? target, AdException error)
    {
        // PowerShell throws another exception.
        FailureScope.Report(error);
        ThrowTerminatingError(Failure.Record(error, target));
        throw error;
    }

    /// <summary>Ctrl+C: stops the computation, or stops waiting for it.</summary>
    protected override void StopProcessing() => stopping.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases resources.</summary>
    /// <param name="disposing">True.</param>
    // The source has no timer, so it needs no disposal; and StopProcessing may still be running.
    protected virtual void Dispose(bool disposing)
    {
    }
}
