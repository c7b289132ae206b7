using System.Management.Automation;
using Autodiff.Functions;

namespace Autodiff.PowerShell;

/// <summary>The second derivatives of a function that gives one number.</summary>
[Cmdlet(VerbsCommon.Get, "AdHessian"), OutputType(typeof(Function))]
public sealed class GetAdHessianCommand : DerivativeCmdlet
{
    /// <summary>How the gradient is differentiated: Forward, which Auto is, or Reverse.</summary>
    [Parameter(HelpMessage = "Auto (the default), Forward or Reverse.")]
    public DifferentiationMode Mode { get; set; }

    internal override Function Transform(Function function) => new HessianFunction(function, By(function), Mode);
}
