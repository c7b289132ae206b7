namespace Autodiff;

/// <summary>Remembers the first failure in a user's block while it is traced, even if the block catches the exception.</summary>
sealed class FailureScope : IDisposable
{
    [ThreadStatic] static FailureScope? current;
    readonly FailureScope? outer = current;

    public FailureScope() => current = this;

    public AdException? First { get; private set; }

    /// <summary>Throws the first failure, if there was one. The block may have caught it.</summary>
    public void ThrowIfFailed()
    {
        if (First is { } failure) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    public void Dispose() => current = outer;

    internal static void Report(AdException failure)
    {
        for (var scope = current; scope is not null; scope = scope.outer) scope.First ??= failure;
    }

    /// <summary>Puts the line of the script before a message, once, while a block is traced.</summary>
    internal static string Locate(string message) =>
        current is null || message.StartsWith("line ", StringComparison.Ordinal) || ScriptHost.Current.Line() is not (> 0 and var line) ? message : $"line {line}: {message}";
}
