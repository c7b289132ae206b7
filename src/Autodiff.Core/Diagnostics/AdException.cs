namespace Autodiff;

/// <summary>
/// The error of every failure that a user can act on. Its message names the operation or argument, what was found, what was expected and what to write instead;
/// inside a traced script block it begins with the line of the script.
/// </summary>
/// <remarks>
/// A failure inside a trace is sticky: PowerShell goes on after a statement that failed, and a script may catch the error, but the trace must fail all the same.
/// So each exception reports itself to the innermost <see cref="FailureScope"/> of its thread when it is made.
/// </remarks>
public class AdException : InvalidOperationException
{
    /// <summary>Makes the error, and reports it to the trace that is under way on this thread.</summary>
    /// <param name="message">What was found, what was expected, and what to write instead.</param>
    /// <param name="id">A stable identifier, such as <c>ShapeMismatch</c>.</param>
    /// <param name="inner">The error behind this one.</param>
    public AdException(string message, string id = "InvalidOperation", Exception? inner = null)
        : base(FailureScope.Locate(message), inner)
    {
        Id = id;
        FailureScope.Report(this);
    }

    /// <summary>A stable identifier of the kind of error.</summary>
    public string Id { get; }
}

/// <summary>A condition, or another question that needs a number, was asked of a value that has none while it is traced.</summary>
/// <param name="message">What has no value and why, and the operation to use instead.</param>
public sealed class NoValueException(string message) : AdException(message, "NoValue");

/// <summary>A file is not what it should be, or is more than is accepted.</summary>
/// <param name="message">Which file, where in it, and what is wrong with it.</param>
/// <param name="inner">The error behind this one.</param>
public sealed class AdFormatException(string message, Exception? inner = null) : AdException(message, "InvalidFile", inner);
