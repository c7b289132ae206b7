using System.Management.Automation;
using Autodiff.Functions;

namespace Autodiff.PowerShell;

/// <summary>
/// The value of a function and its derivative along a direction, in an object with Value and Tangent. The function has one more parameter, Tangent: of the form that
/// Get-AdGradient gives; what is left out of it, or $null, is zero.
/// </summary>
[Cmdlet(VerbsCommon.Get, "AdJvp"), OutputType(typeof(Function))]
public sealed class GetAdJvpCommand : DerivativeCmdlet
{
    internal override Function Transform(Function function) => new JvpFunction(function, By(function));
}
