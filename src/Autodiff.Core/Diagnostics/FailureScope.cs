using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Autodiff;

/// <summary>Remembers the first failure in a body that is traced, whatever the body does with the exception.</summary>
/// <remarks>
/// .NET reports each exception when it is thrown, before any code can catch it. It is the only place that all of C#, PowerShell's binders and cmdlets pass. An exception that is made but
/// not thrown is no failure. An exception that is thrown with the first one as an inner exception says more and replaces it.
/// </remarks>
sealed class FailureScope : IDisposable
{
    // A field of the thread, because .NET reports an exception without saying where it was thrown.
    [ThreadStatic] static FailureScope? current;
    readonly FailureScope? outer = current;
    readonly int depth = (current?.depth ?? 0) + 1;

    // A level of a script takes 15 kB of the stack, and 40 kB more while an error passes it.
    const int Deepest = 100;

    static FailureScope() => AppDomain.CurrentDomain.FirstChanceException += static (_, e) =>
    {
        if (current is not null && e.Exception is AdException failure) Report(failure);
    };

    /// <summary>Begins a body.</summary>
    /// <param name="name">The name of the body, for the error.</param>
    /// <exception cref="AdException">Bodies are traced inside bodies too deep.</exception>
    public FailureScope(string name)
    {
        if (depth > Deepest || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new AdException($"{name} is traced inside other traced code more than {depth - 1} deep, so it probably calls itself without end. End the recursion with an if, or use {Spell.Name("Ad.WhileLoop")}, a loop of any length.", ErrorId.TooDeep);
        current = this;
    }

    public AdException? First { get; private set; }

    /// <summary>Runs the body, and throws the first failure if there was one. The body may have swallowed it, or may have failed in another way because of it.</summary>
    public T Run<T>(Func<T> body)
    {
        T? result = default;
        try
        {
            result = body();
        }
        catch (Exception e) when (IsHiddenBy(e))
        {
        }
        if (First is { } failure) ExceptionDispatchInfo.Throw(failure);
        return result!;
    }

    public void Dispose() => current = outer;

    /// <summary>Reports a failure that no exception carries: the error record of a cmdlet.</summary>
    internal static void Report(AdException failure)
    {
        for (var scope = current; scope is not null; scope = scope.outer)
            if (scope.First is null || IsBehind(scope.First, failure)) scope.First = failure;
    }

    /// <summary>Puts the line of the script before a message, once, if a body is traced.</summary>
    internal static string Locate(string message) =>
        current is null || IsLocated(message) || ScriptHost.Current.Line() is not (> 0 and var line) ? message : $"{(ScriptHost.Current.File() is { } file ? file + ", " : "")}line {line}: {message}";

    static bool IsLocated(string message) => message.AsSpan(0, Math.Max(0, message.IndexOf(": ", StringComparison.Ordinal))) is var place && (place.StartsWith("line ") || place.Contains(", line ", StringComparison.Ordinal));

    bool IsHiddenBy(Exception e) => First is { } first && e != first && !IsBehind(first, e) && e is not OperationCanceledException;

    static bool IsBehind(AdException first, Exception failure)
    {
        for (var e = failure.InnerException; e is not null; e = e.InnerException)
            if (ReferenceEquals(e, first)) return true;
        return false;
    }
}
