using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>Errors of the engine as PowerShell shows them.</summary>
static class Failure
{
    /// <summary>The error of the engine behind one of PowerShell's; null where there is none.</summary>
    public static AdException? Cause(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
            if (e is AdException cause) return cause;
        return null;
    }

    /// <summary>The record of an error.</summary>
    /// <param name="e">The error.</param>
    /// <param name="target">What it is about.</param>
    public static ErrorRecord Record(AdException e, object? target) => new(e, e.Id, Category(e.Error.Kind), target);

    // The kinds are named as the categories are.
    static ErrorCategory Category(ErrorKind kind) => Enum.Parse<ErrorCategory>(kind.ToString());
}
