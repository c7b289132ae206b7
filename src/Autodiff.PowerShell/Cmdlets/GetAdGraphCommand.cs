using System.Management.Automation;
using Autodiff.Functions;
using Autodiff.Graphs;

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
        foreach (string text in Do(function, () => Specializations(function).Select(s => Show(s.Graph, function.Name)).ToArray())) WriteObject(text);
    }

    IEnumerable<Specialization> Specializations(Function function)
    {
        if (!HasArguments) return function.Traced();
        return [function.Resolve(Arguments.Of(Bind(function).Complete(), function.FreeVariables()))];
    }

    string Show(Graph graph, string name)
    {
        if (Optimized) graph = Passes.Optimize(graph);
        return As.Equals("Text", StringComparison.OrdinalIgnoreCase) ? graph.ToString() : GraphLowering.Module(graph, name);
    }
}
