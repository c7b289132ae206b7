using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>
/// The graph of a function. Example arguments determine the signature by their structure, dtypes and shapes, and the path by their numbers. If there are none, all
/// graphs that have been traced so far.
/// </summary>
[Cmdlet(VerbsCommon.Get, "AdGraph"), OutputType(typeof(string))]
public sealed class GetAdGraphCommand : ArgumentsCmdlet
{
    /// <summary>The functions.</summary>
    [Parameter(ValueFromPipeline = true, HelpMessage = "The functions.")]
    public Function? InputObject { get; set; }

    /// <summary>Text for JAX's notation, StableHlo for the text that XLA reads. Default: Text.</summary>
    [Parameter(HelpMessage = "Text or StableHlo. Default: Text."), ValidateSet("Text", "StableHlo")]
    public string As { get; set; } = "Text";

    /// <summary>The optimized graph: calls are inlined, and nothing is computed twice or in vain.</summary>
    [Parameter(HelpMessage = "The optimized graph, which is the one that runs.")]
    public SwitchParameter Optimized { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var function = InputObject ?? Given ?? NoFunction();
        var options = new GraphOptions { Format = Enum.Parse<GraphFormat>(As, ignoreCase: true), Optimized = Optimized };
        WriteObject(Do(function, () => Texts(function, options)), enumerateCollection: true);
    }

    IReadOnlyList<string> Texts(Function function, GraphOptions options)
    {
        if (!HasArguments) return function.Graphs(options);
        return [function.Graph(options, Bind(function).Complete())];
    }
}
