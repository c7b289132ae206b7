namespace Autodiff.Backends.Xla.Pjrt;

/// <summary>An error of a PJRT plugin.</summary>
/// <param name="code">The code of the C API: 3 for an invalid argument, 8 for out of memory.</param>
/// <param name="message">The plugin's message.</param>
sealed class PjrtException(int code, string message) : AdException($"XLA: {message} (PJRT error {code}).", ErrorId.Pjrt)
{
    /// <summary>The code for out of memory.</summary>
    internal const int ResourceExhausted = 8;

    /// <summary>The code of the C API (absl::StatusCode).</summary>
    public int Code { get; } = code;
}
