using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>
/// Functions of the user's own that a traced block calls by name, directly or through others: while a trace is under way, the session finds them rewritten. The
/// session's functions stay as they are.
/// </summary>
static class CalledFunctions
{
    const BindingFlags Internals = BindingFlags.Instance | BindingFlags.NonPublic;

    static readonly PropertyInfo context = typeof(CommandInfo).GetProperty("Context", Internals)!;
    static readonly ConditionalWeakTable<ScriptBlock, FunctionInfo> known = [];
    static readonly ConditionalWeakTable<Runspace, CommandInvocationIntrinsics> commands = [];
    static readonly EventHandler<CommandLookupEventArgs> substitute = (_, e) => e.Command = Rewritten(e.Command) ?? e.Command;

    [ThreadStatic] static CommandInvocationIntrinsics? watched;

    /// <summary>Has functions found rewritten on this thread until the scope is disposed of.</summary>
    public static Scope Enter()
    {
        if (watched is not null || Runspace.DefaultRunspace is not { } runspace) return default;
        watched = commands.GetValue(runspace, static _ => ((EngineIntrinsics)((PSObject)ScriptBlock.Create("$ExecutionContext").InvokeReturnAsIs()).BaseObject).InvokeCommand);
        var before = watched.PostCommandLookupAction;
        watched.PostCommandLookupAction = before + substitute;
        return new(watched, before);
    }

    /// <summary>The rewritten function that a command is, or is an alias of; null where there is nothing to rewrite.</summary>
    public static FunctionInfo? Rewritten(CommandInfo? command)
    {
        var function = (command as AliasInfo)?.ResolvedCommand as FunctionInfo ?? command as FunctionInfo;
        if (function is null) return null;
        var block = Rewriter.Rewrite(function.ScriptBlock);
        return ReferenceEquals(block, function.ScriptBlock) ? null : known.GetValue(block, b => Like(function, b));
    }

    // One that is in no session's table: what is public makes one only by defining it.
    static FunctionInfo Like(FunctionInfo function, ScriptBlock block) =>
        (FunctionInfo)Activator.CreateInstance(function.GetType(), Internals, null, [function.Name, block, context.GetValue(function)], null)!;

    /// <summary>Lets functions be found as they are again.</summary>
    internal readonly ref struct Scope(CommandInvocationIntrinsics? commands, EventHandler<CommandLookupEventArgs>? before)
    {
        public void Dispose()
        {
            if (commands is null) return;
            commands.PostCommandLookupAction = before;
            watched = null;
        }
    }
}
