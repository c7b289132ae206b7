using System.Management.Automation;
using System.Reflection;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Where a block came from: the session state it sees, and the language it may speak.</summary>
/// <remarks>PSModuleInfo.NewBoundScriptBlock would bind a block to a module; to what is no module, such as the global session, nothing public does.</remarks>
static class Origin
{
    const BindingFlags Internals = BindingFlags.Instance | BindingFlags.NonPublic;

    static readonly Func<ScriptBlock, ScriptBlock> copy = typeof(ScriptBlock).GetMethod("Clone", Internals)!.CreateDelegate<Func<ScriptBlock, ScriptBlock>>();
    static readonly PropertyInfo[] inherited = Array.ConvertAll(["SessionStateInternal", "LanguageMode"], name => typeof(ScriptBlock).GetProperty(name, Internals)!);

    /// <summary>A block that shares the code of one and sees what the other sees.</summary>
    public static ScriptBlock Bind(ScriptBlock code, ScriptBlock like)
    {
        var block = copy(code);
        foreach (var property in inherited) property.SetValue(block, property.GetValue(like));
        return block;
    }
}
