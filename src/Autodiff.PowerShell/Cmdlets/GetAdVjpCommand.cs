using System.Management.Automation;
using Autodiff.Functions;

namespace Autodiff.PowerShell;

/// <summary>
/// The product of a cotangent with the derivative of a function, of the form that Get-AdGradient gives. The function has one more parameter, Cotangent: of the
/// structure of its result; what is left out of it, or $null, is zero.
/// </summary>
[Cmdlet(VerbsCommon.Get, "AdVjp"), OutputType(typeof(Function))]
public sealed class GetAdVjpCommand : DerivativeCmdlet
{
    internal override Function Transform(Function function) => new VjpFunction(function, By(function));
}
