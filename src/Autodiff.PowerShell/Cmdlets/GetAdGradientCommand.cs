using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>Derives the gradient of a function with a scalar result.</summary>
[Cmdlet(VerbsCommon.Get, "AdGradient"), OutputType(typeof(Function))]
public sealed class GetAdGradientCommand : DerivativeCmdlet
{
    /// <summary>Returns an object with the properties Value and Gradient.</summary>
    [Parameter(HelpMessage = "Returns an object with Value and Gradient.")]
    public SwitchParameter WithValue { get; set; }

    /// <summary>The function returns several results: the first is differentiated, the others are returned as Auxiliary.</summary>
    [Parameter(HelpMessage = "Differentiates the first of several results and returns the others as Auxiliary.")]
    public SwitchParameter Auxiliary { get; set; }

    /// <summary>Reverse costs one backward run for all parameters. Forward costs one run for each element of the parameters and keeps no residuals. Default: Reverse.</summary>
    [Parameter(HelpMessage = "Reverse or Forward. Default: Reverse."), ValidateSet("Reverse", "Forward")]
    public string Mode { get; set; } = "Reverse";

    internal override Function Transform(Function function) =>
        function.Gradient(new GradientOptions { Parameters = Parameter, WithValue = WithValue, Auxiliary = Auxiliary, Mode = Enum.Parse<DifferentiationMode>(Mode, ignoreCase: true) });
}
