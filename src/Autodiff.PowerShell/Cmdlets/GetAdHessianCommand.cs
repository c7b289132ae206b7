using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>Derives the Hessian, the second derivatives, of a function with a scalar result.</summary>
[Cmdlet(VerbsCommon.Get, "AdHessian"), OutputType(typeof(Function))]
public sealed class GetAdHessianCommand : DerivativeCmdlet
{
    /// <summary>The mode that differentiates the gradient: Forward or Reverse. Default: Auto, which is Forward.</summary>
    [Parameter(HelpMessage = "Auto, Forward or Reverse. Default: Auto.")]
    public DifferentiationMode Mode { get; set; }

    internal override Function Transform(Function function) => function.Hessian(new JacobianOptions { Parameters = Parameter, Mode = Mode });
}
