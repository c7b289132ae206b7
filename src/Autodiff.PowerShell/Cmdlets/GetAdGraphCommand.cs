using System.Management.Automation;
using Autodiff.Backends.Managed;
using Autodiff.Functions;
using Autodiff.Graphs;

namespace Autodiff.PowerShell;

/// <summary>
/// The graph of a function: for example arguments, whose structure, dtypes and shapes choose the signature and whose numbers the path; or without them each graph
/// that has been traced so far.
/// </summary>
[Cmdlet(VerbsCommon.Get, "AdGraph"), OutputType(typeof(string))]
public sealed class GetAdGraphCommand : ArgumentsCmdlet
{
    /// <summary>Functions.</summary>
    [Parameter(ValueFromPipeline = true, HelpMessage = "Functions.")]
    public Function? InputObject { get; set; }

    /// <summary>Text is JAX's notation; StableHlo is what XLA reads.</summary>
    [Parameter(HelpMessage = "Text (the default) or StableHlo."), ValidateSet("Text", "StableHlo")]
    public string As { get; set; } = "Text";

    /// <summary>The graph as it is run: calls replaced by what they call, nothing computed twice or in vain.</summary>
    [Parameter(HelpMessage = "The graph as it is run.")]
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
        var (tree, leaves) = Bind(function).Complete();
        return [function.Resolve(Arguments.Of(tree, leaves))];
    }

    string Show(Graph graph, string name)
    {
        if (Optimized) graph = ManagedBackend.Optimize(graph);
        return As.Equals("Text", StringComparison.OrdinalIgnoreCase) ? graph.ToString() : GraphLowering.Module(graph, name);
    }
}
