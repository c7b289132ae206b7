using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>Additional members of <see cref="Function"/> in PowerShell.</summary>
public static class FunctionMembers
{
    /// <summary>The block that a function was made from; null for a derived function. <c>&amp; $f.ScriptBlock 2.0</c> runs it as plain PowerShell.</summary>
    public static ScriptBlock? ScriptBlock(PSObject instance) =>
        instance?.BaseObject is Function f && f.Root == f && f.Root.Source.Body is ScriptBlockBody body ? body.ScriptBlock : null;
}
