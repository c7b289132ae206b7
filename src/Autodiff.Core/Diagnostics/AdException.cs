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
    /// <param name="id">A stable identifier, default: <see cref="ErrorId.InvalidOperation"/>.</param>
    /// <param name="inner">The error behind this one.</param>
    public AdException(string message, ErrorId? id = null, Exception? inner = null)
        : base(FailureScope.Locate(message), inner)
    {
        Error = id ?? ErrorId.InvalidOperation;
        FailureScope.Report(this);
    }

    internal AdException(InvariantText message, ErrorId? id = null, Exception? inner = null)
        : this(message.ToStringAndClear(), id, inner)
    {
    }

    /// <summary>Which error it is.</summary>
    public ErrorId Error { get; }

    /// <summary>The name of <see cref="Error"/>: <c>ShapeMismatch</c>.</summary>
    public string Id => Error.Name;
}

/// <summary>A condition, or another question that needs a number, was asked of a value that has none while it is traced.</summary>
/// <param name="message">What has no value and why, and the operation to use instead.</param>
public sealed class NoValueException(string message) : AdException(message, ErrorId.NoValue);

/// <summary>A file is not what it should be, or is more than is accepted.</summary>
/// <param name="message">Which file, where in it, and what is wrong with it.</param>
/// <param name="inner">The error behind this one.</param>
public sealed class AdFormatException(string message, Exception? inner = null) : AdException(message, ErrorId.InvalidFile, inner);
