using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>Members that PowerShell sees beside those of <see cref="Function"/>.</summary>
public static class FunctionMembers
{
    /// <summary>The block that a function was made of, null of one that was derived: <c>&amp; $f.ScriptBlock 2.0</c> is plain PowerShell.</summary>
    public static ScriptBlock? ScriptBlock(PSObject instance) =>
        instance?.BaseObject is Function f && f.Root == f && f.Root.Body is ScriptBlockBody body ? body.ScriptBlock : null;
}
