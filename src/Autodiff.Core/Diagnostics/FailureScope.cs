namespace Autodiff;

/// <summary>While a user's block is being traced: remembers the first failure raised in it, whatever the block does with the exception.</summary>
sealed class FailureScope : IDisposable
{
    [ThreadStatic] static FailureScope? current;
    readonly FailureScope? outer = current;

    public FailureScope() => current = this;

    public AdException? First { get; private set; }

    /// <summary>Throws the first failure, if there was one: the block may have swallowed it.</summary>
    public void ThrowIfFailed()
    {
        if (First is { } failure) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    public void Dispose() => current = outer;

    internal static void Report(AdException failure)
    {
        for (var scope = current; scope is not null; scope = scope.outer) scope.First ??= failure;
    }

    /// <summary>Puts the script's line before a message, once, where a block is being traced.</summary>
    internal static string Locate(string message) =>
        current is null || message.StartsWith("line ", StringComparison.Ordinal) || ScriptHost.Current.Line() is not (> 0 and var line) ? message : $"line {line}: {message}";
}
