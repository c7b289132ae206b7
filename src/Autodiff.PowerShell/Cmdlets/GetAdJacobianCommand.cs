using System.Management.Automation;
using Autodiff.Functions;

namespace Autodiff.PowerShell;

/// <summary>The derivatives of each number of the result by each number of the parameters: a leaf has the shape of the result, then that of the parameter.</summary>
[Cmdlet(VerbsCommon.Get, "AdJacobian"), OutputType(typeof(Function))]
public sealed class GetAdJacobianCommand : DerivativeCmdlet
{
    /// <summary>Forward costs a run for each number of the parameters, Reverse one for each number of the result; Auto takes the fewer.</summary>
    [Parameter(HelpMessage = "Auto (the default), Forward or Reverse.")]
    public DifferentiationMode Mode { get; set; }

    internal override Function Transform(Function function) => new JacobianFunction(function, By(function), Mode);
}
