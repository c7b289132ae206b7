using System.Management.Automation;
using System.Management.Automation.Language;
using Autodiff.PowerShell.Rewriting;

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
    public static bool Locate(Exception e, ScriptBlock block)
    {
        var errors = Errors(e).ToArray();
        if (errors is not [var outer, ..] || Array.Exists(errors, x => x.Error is RuntimeException { WasThrownFromThrowStatement: true } || x.Record.ErrorDetails is not null)) return false;
        var details = new ErrorDetails(Place(e, block) + (At(e) ?? outer).Error.Message);
        foreach (var (_, record) in errors) record.ErrorDetails = details;
        return false;
    }

    /// <summary>The file and line of an error in a block, to be put before a message. If no statement failed, it is the place of the parameters.</summary>
    public static string Place(Exception e, ScriptBlock block)
    {
        if (At(e) is var (_, record)) return Place(record.InvocationInfo.ScriptName, record.InvocationInfo.ScriptLineNumber);
        var code = TreeRewriter.Original(block.Ast);
        var parameters = code is FunctionDefinitionAst { Parameters: [var first, ..] } ? first : ((code as FunctionDefinitionAst)?.Body ?? (ScriptBlockAst)code).ParamBlock ?? code;
        return Place(block.File, parameters.Extent.StartLineNumber);
    }

    /// <summary>A file and line, to be put before a message.</summary>
    public static string Place(string? file, int line) => $"{(file is { Length: > 0 } ? Path.GetFileName(file) + ", " : "")}line {line}: ";

    // The innermost error that has a position in a script of the user's.
    static (Exception Error, ErrorRecord Record)? At(Exception e) => Errors(e).Reverse().Cast<(Exception, ErrorRecord Record)?>()
        .FirstOrDefault(x => x?.Record.InvocationInfo is { ScriptLineNumber: > 0 } at && at.Line != ScriptBlockBody.CallText);

    // PowerShell's own errors in an error, the outermost first.
    static IEnumerable<(Exception Error, ErrorRecord Record)> Errors(Exception? e)
    {
        for (; e is IContainsErrorRecord { ErrorRecord: { } record }; e = e.InnerException) yield return (e, record);
    }

    /// <summary>The error record of an error.</summary>
    /// <param name="e">The error.</param>
    /// <param name="target">The target of the record.</param>
    public static ErrorRecord Record(AdException e, object? target) => new(e, e.Id, Category(e.Error.Kind), target);

    // Kinds have the names of the categories.
    static ErrorCategory Category(ErrorKind kind) => Enum.Parse<ErrorCategory>(kind.ToString());
}
