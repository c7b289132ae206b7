using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>
/// Derives the value of a function and its derivative along a direction, as an object with Value and Tangent. The new function has an additional last parameter, Tangent,
/// of the structure that Get-AdGradient returns. Omitted and $null parts of it are zero.
/// </summary>
[Cmdlet(VerbsCommon.Get, "AdJvp"), OutputType(typeof(Function))]
public sealed class GetAdJvpCommand : DerivativeCmdlet
{
    internal override Function Transform(Function function) => function.Jvp(Parameter);
}
