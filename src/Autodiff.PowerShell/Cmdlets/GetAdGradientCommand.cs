using System.Management.Automation;
using Autodiff.Functions;

namespace Autodiff.PowerShell;

/// <summary>The gradient of a function that gives one number.</summary>
[Cmdlet(VerbsCommon.Get, "AdGradient"), OutputType(typeof(Function))]
public sealed class GetAdGradientCommand : DerivativeCmdlet
{
    /// <summary>Gives an object with Value and Gradient.</summary>
    [Parameter(HelpMessage = "Gives an object with Value and Gradient.")]
    public SwitchParameter WithValue { get; set; }

    /// <summary>The function gives several results: the first is differentiated, the others ride along as Auxiliary.</summary>
    [Parameter(HelpMessage = "The first of several results is differentiated; the others ride along.")]
    public SwitchParameter Auxiliary { get; set; }

    /// <summary>Reverse costs one run backwards for all parameters; Forward one run for each number of them, and keeps nothing.</summary>
    [Parameter(HelpMessage = "Reverse (the default) or Forward."), ValidateSet("Reverse", "Forward")]
    public string Mode { get; set; } = "Reverse";

    internal override Function Transform(Function function) =>
        new GradientFunction(function, By(function), WithValue, Auxiliary, Mode.Equals("Forward", StringComparison.OrdinalIgnoreCase));
}
