using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>Converts errors of the engine to PowerShell's.</summary>
static class Failure
{
    /// <summary>The error of the engine that caused an error of PowerShell; null if there is none.</summary>
    public static AdException? Cause(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
            if (e is AdException cause) return cause;
        return null;
    }

    /// <summary>
    /// Puts file and line before the shown message of an error of PowerShell itself, because outside of the block its position is that of the cmdlet. The text of a throw statement
    /// is the author's and stays as it is.
    /// </summary>
    /// <returns>False, so that it can be a filter: the exception goes on.</returns>
    public static bool Locate(RuntimeException e)
    {
        var inner = e;
        while (inner.InnerException is RuntimeException next) inner = next;
        if (inner.WasThrownFromThrowStatement || inner.ErrorRecord is not { ErrorDetails: null, InvocationInfo: { ScriptLineNumber: > 0 } at } || at.Line == ScriptBlockBody.CallText) return false;
        var details = new ErrorDetails($"{(at.ScriptName is { Length: > 0 } file ? Path.GetFileName(file) + ", " : "")}line {at.ScriptLineNumber}: {inner.Message}");
        for (Exception? x = e; x is RuntimeException r; x = x.InnerException) r.ErrorRecord.ErrorDetails = details;
        return false;
    }

    /// <summary>The error record of an error.</summary>
    /// <param name="e">The error.</param>
    /// <param name="target">The target of the record.</param>
    public static ErrorRecord Record(AdException e, object? target) => new(e, e.Id, Category(e.Error.Kind), target);

    // Kinds have the names of the categories.
    static ErrorCategory Category(ErrorKind kind) => Enum.Parse<ErrorCategory>(kind.ToString());
}
