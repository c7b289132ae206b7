using System.Management.Automation;
using System.Management.Automation.Language;

namespace Autodiff.Shell;

/// <summary>The lines of standard input, given to a script as they arrive.</summary>
static class StandardInput
{
    /// <summary>
    /// The input of a script: lines when it reads them, else none. A script that ignores its input must not wait for
    /// the end of a pipe that its caller left open.
    /// </summary>
    public static PSDataCollection<object> For(ScriptBlockAst script)
    {
        // Of objects: the engine closes a collection of anything else before it runs the pipeline.
        var lines = new PSDataCollection<object>();
        if (Console.IsInputRedirected && IsReadBy(script)) new Thread(() => Fill(lines)) { IsBackground = true, Name = "Standard input" }.Start();
        else lines.Complete();
        return lines;
    }

    /// <summary>Whether a script itself, and not only a function inside it, uses $input or has a process block.</summary>
    public static bool IsReadBy(ScriptBlockAst script) =>
        script.ProcessBlock is not null || script.Find(IsInputVariable, searchNestedScriptBlocks: false) is not null;

    static bool IsInputVariable(Ast node) =>
        node is VariableExpressionAst { VariablePath.UserPath: var name } && name.Equals("input", StringComparison.OrdinalIgnoreCase);

    static void Fill(PSDataCollection<object> lines)
    {
        try
        {
            while (Console.In.ReadLine() is { } line) lines.Add(line);
        }
        catch (PSInvalidOperationException)
        {
            // The pipeline ended, and closed its input, before the lines did.
        }
        lines.Complete();
    }
}
