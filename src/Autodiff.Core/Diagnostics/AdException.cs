namespace Autodiff;

/// <summary>
/// An error that the user can act on. Its message names the operation or argument, what was found, what was expected and what to write instead. Inside a traced
/// script block it begins with the line of the script.
/// </summary>
/// <remarks>
/// A failure inside a trace is sticky. PowerShell continues after a failed statement, and a script may catch the error, but the trace must fail anyway.
/// A <see cref="FailureScope"/> ensures this.
/// </remarks>
public class AdException : InvalidOperationException
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">What was found, what was expected, and what to write instead.</param>
    /// <param name="id">The identifier. Default: <see cref="ErrorId.InvalidOperation"/>.</param>
    /// <param name="inner">The exception that caused this one. Default: none.</param>
    public AdException(string message, ErrorId? id = null, Exception? inner = null)
        : base(FailureScope.Locate(message), inner)
    {
        Error = id ?? ErrorId.InvalidOperation;
    }

    internal AdException(InvariantText message, ErrorId? id = null, Exception? inner = null)
        : this(message.ToStringAndClear(), id, inner)
    {
    }

    /// <summary>The identifier of the error.</summary>
    public ErrorId Error { get; }

    /// <summary>The name of <see cref="Error"/>, such as <c>ShapeMismatch</c>.</summary>
    public string Id => Error.Name;
}

/// <summary>A condition or another operation needs a number, but a traced value has none yet.</summary>
/// <param name="message">Which value has no number and why, and which operation to use instead.</param>
public sealed class NoValueException(string message) : AdException(message, ErrorId.NoValue);

/// <summary>A file is malformed, or exceeds a limit.</summary>
/// <param name="message">The file, the position in it, and what is wrong.</param>
/// <param name="inner">The exception that caused this one. Default: none.</param>
public sealed class AdFormatException(string message, Exception? inner = null) : AdException(message, ErrorId.InvalidFile, inner);
