using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>Derives the Jacobian, the derivatives of all elements of the result. A leaf has the shape of the result followed by that of the parameter.</summary>
[Cmdlet(VerbsCommon.Get, "AdJacobian"), OutputType(typeof(Function))]
public sealed class GetAdJacobianCommand : DerivativeCmdlet
{
    /// <summary>Forward costs one run for each element of the parameters, Reverse one for each element of the result. Default: Auto, the cheaper one.</summary>
    [Parameter(HelpMessage = "Auto, Forward or Reverse. Default: Auto.")]
    public DifferentiationMode Mode { get; set; }

    internal override Function Transform(Function function) => function.Jacobian(new JacobianOptions { Parameters = Parameter, Mode = Mode });
}
