using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>
/// Derives the product of a cotangent with the derivative of a function, of the structure that Get-AdGradient returns. The new function has an additional last parameter,
/// Cotangent, of the structure of the result. Omitted and $null parts of it are zero.
/// </summary>
[Cmdlet(VerbsCommon.Get, "AdVjp"), OutputType(typeof(Function))]
public sealed class GetAdVjpCommand : DerivativeCmdlet
{
    internal override Function Transform(Function function) => function.Vjp(Parameter);
}
