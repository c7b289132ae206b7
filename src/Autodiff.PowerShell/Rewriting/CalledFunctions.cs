using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>
/// The user's functions and script files that a traced block calls by name, directly or through others. During a trace the session finds them rewritten. The functions of the session are
/// not changed.
/// </summary>
static class CalledFunctions
{
    const BindingFlags Internals = BindingFlags.Instance | BindingFlags.NonPublic;

    static readonly PropertyInfo context = typeof(CommandInfo).GetProperty("Context", Internals)!;
    static readonly ConditionalWeakTable<ScriptBlock, FunctionInfo> known = [];
    static readonly ConditionalWeakTable<Runspace, CommandInvocationIntrinsics> commands = [];
    static readonly EventHandler<CommandLookupEventArgs> substitute = (_, e) => e.Command = Rewritten(e.Command) ?? Commands.Replaced(e.Command) ?? e.Command;

    /// <summary>Lets the session of this thread find functions rewritten, and notes what is found, until the scope is disposed.</summary>
    public static Scope Enter(FreeVariables notes)
    {
        if (Runspace.DefaultRunspace is not { } runspace) return default;
        var watched = commands.GetValue(runspace, static _ => ((EngineIntrinsics)((PSObject)ScriptBlock.Create("$ExecutionContext").InvokeReturnAsIs()).BaseObject).InvokeCommand);
        var before = watched.PostCommandLookupAction;
        EventHandler<CommandLookupEventArgs> note = (_, e) => notes.Note(e.CommandName, e.Command);
        watched.PostCommandLookupAction = note + (before is not null && Array.IndexOf(before.GetInvocationList(), substitute) >= 0 ? before : before + substitute);
        return new(watched, before);
    }

    /// <summary>The rewritten function for a command or an alias; null if there is nothing to rewrite.</summary>
    public static FunctionInfo? Rewritten(CommandInfo? command)
    {
        if ((command as AliasInfo)?.ResolvedCommand is { } resolved) command = resolved;
        if (command switch { FunctionInfo f => f.ScriptBlock, ExternalScriptInfo s => s.ScriptBlock, _ => null } is not { } original) return null;
        var block = Rewriter.Rewrite(original);
        return ReferenceEquals(block, original) ? null : known.GetValue(block, b => Like(command!, b));
    }

    // A function that is in no session's table. The public API can only define functions in the session.
    static FunctionInfo Like(CommandInfo command, ScriptBlock block) =>
        (FunctionInfo)Activator.CreateInstance(command is FunctionInfo ? command.GetType() : typeof(FunctionInfo), Internals, null, [command.Name, block, context.GetValue(command)], null)!;

    /// <summary>Lets functions be found unchanged again.</summary>
    internal readonly ref struct Scope(CommandInvocationIntrinsics? commands, EventHandler<CommandLookupEventArgs>? before)
    {
        public void Dispose()
        {
            if (commands is not null) commands.PostCommandLookupAction = before;
        }
    }
}
