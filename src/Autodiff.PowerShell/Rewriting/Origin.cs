using System.Management.Automation;
using System.Reflection;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>The origin of a block: the session state that it sees, and its language mode.</summary>
/// <remarks>PSModuleInfo.NewBoundScriptBlock binds a block to a module. No public API binds it to anything else, such as the global session.</remarks>
static class Origin
{
    const BindingFlags Internals = BindingFlags.Instance | BindingFlags.NonPublic;

    static readonly Func<ScriptBlock, ScriptBlock> copy = typeof(ScriptBlock).GetMethod("Clone", Internals)!.CreateDelegate<Func<ScriptBlock, ScriptBlock>>();
    static readonly PropertyInfo[] inherited = Array.ConvertAll(["SessionStateInternal", "LanguageMode"], name => typeof(ScriptBlock).GetProperty(name, Internals)!);

    /// <summary>A block with the code of one block that sees a session state.</summary>
    public static ScriptBlock Bind(ScriptBlock code, object? session)
    {
        if (session is not null) inherited[0].SetValue(code, session);
        return code;
    }

    /// <summary>A block with the code of one block and the origin of another.</summary>
    public static ScriptBlock Bind(ScriptBlock code, ScriptBlock like)
    {
        var block = copy(code);
        foreach (var property in inherited) property.SetValue(block, property.GetValue(like));
        return block;
    }
}
