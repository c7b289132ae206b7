using System.Management.Automation;

namespace Autodiff.Benchmarks;

/// <summary>Writes its input: the least that a cmdlet in a pipeline does.</summary>
[Cmdlet("Invoke", "PassThrough")]
public sealed class PassThroughCommand : Cmdlet
{
    /// <summary>The input.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(InputObject);
}
