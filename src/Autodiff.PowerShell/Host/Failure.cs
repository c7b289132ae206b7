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

    /// <summary>The error record of an error.</summary>
    /// <param name="e">The error.</param>
    /// <param name="target">The target of the record.</param>
    public static ErrorRecord Record(AdException e, object? target) => new(e, e.Id, Category(e.Error.Kind), target);

    // Kinds have the names of the categories.
    static ErrorCategory Category(ErrorKind kind) => Enum.Parse<ErrorCategory>(kind.ToString());
}
