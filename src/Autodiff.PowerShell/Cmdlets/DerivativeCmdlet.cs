using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>Derives a derivative with respect to some or all parameters.</summary>
public abstract class DerivativeCmdlet : TransformCmdlet
{
    /// <summary>The parameters to differentiate with respect to, in the order of the result. Default: all parameters of floats.</summary>
    [Parameter(HelpMessage = "The parameters to differentiate with respect to. Default: all parameters of floats.")]
    [ValidateNotNull]
    public string[] Parameter { get; set; } = [];
}
