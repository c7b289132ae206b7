using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>A cmdlet that takes functions and returns functions derived from them.</summary>
public abstract class TransformCmdlet : AdCmdlet
{
    // With another type than object, PowerShell would take a script block as a delay-bind parameter and report that.
    /// <summary>The function.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, HelpMessage = "A function of New-AdFunction, one derived from it, or a script block.")]
    public object Function { get; set; } = null!;

    /// <summary>Derives a function from another.</summary>
    internal abstract Function Transform(Function function);

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(Do(Function, () => Transform(Given())));

    Function Given() => BlockFunctions.Find(Function) ?? PowerShellHost.Bare(Function) switch
    {
        PSObject o when Revival.IsFunction(o) => throw Revival.NoFunction(o),
        var other => throw new AdException($"Expected a script block or a function of New-AdFunction, but {Autodiff.Conversion.Describe(other)} was given.", ErrorId.NoFunction),
    };
}
