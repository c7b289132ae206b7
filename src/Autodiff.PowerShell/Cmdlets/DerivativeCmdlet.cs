using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>Differentiates by some of the parameters, or all that can be.</summary>
public abstract class DerivativeCmdlet : TransformCmdlet
{
    /// <summary>The parameters to differentiate by, in the order in which the result has them; without it, every one of floating-point numbers.</summary>
    [Parameter(HelpMessage = "The parameters to differentiate by.")]
    public string[] Parameter { get; set; } = [];

    /// <summary>The parameters of a function that are differentiated.</summary>
    internal string[] By(Function function) => Known(Parameter, function, "-Parameter");
}
