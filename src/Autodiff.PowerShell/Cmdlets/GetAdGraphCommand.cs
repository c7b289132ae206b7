using System.Collections;
using System.Management.Automation;
using Autodiff.Backends.Managed;
using Autodiff.Functions;
using Autodiff.Graphs;

namespace Autodiff.PowerShell;

/// <summary>The graph of a function: for example arguments, or without them each that has been traced so far.</summary>
[Cmdlet(VerbsCommon.Get, "AdGraph"), OutputType(typeof(string))]
public sealed class GetAdGraphCommand : AdCmdlet
{
    /// <summary>The function.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, HelpMessage = "The function.")]
    public Function Function { get; set; } = null!;

    /// <summary>Example arguments by position, one a parameter: their structure, dtypes and shapes choose the signature, their numbers the path.</summary>
    [Parameter(Position = 1, ValueFromRemainingArguments = true, HelpMessage = "Example arguments by position.")]
    [AllowNull, AllowEmptyCollection]
    public object?[]? ArgumentList { get; set; }

    /// <summary>Example arguments by name.</summary>
    [Parameter(HelpMessage = "Example arguments by name.")]
    public IDictionary? NamedArgument { get; set; }

    /// <summary>Text is JAX's notation; StableHlo is what XLA reads.</summary>
    [Parameter(HelpMessage = "Text (the default) or StableHlo."), ValidateSet("Text", "StableHlo")]
    public string As { get; set; } = "Text";

    /// <summary>The graph as it is run: calls replaced by what they call, nothing computed twice or in vain.</summary>
    [Parameter(HelpMessage = "The graph as it is run.")]
    public SwitchParameter Optimized { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string text in Do(Function, () => Leaves().Select(l => Show(l.Graph)).ToArray())) WriteObject(text);
    }

    IEnumerable<Leaf> Leaves()
    {
        if (ArgumentList is null && NamedArgument is null) return Function.Traced();
        var (tree, leaves) = new ArgumentBinding(Function, ArgumentList ?? [], NamedArgument).Complete();
        return [Function.Resolve(Arguments.Of(tree, leaves))];
    }

    string Show(Graph graph)
    {
        if (Optimized) graph = ManagedBackend.Optimize(graph);
        return As.Equals("Text", StringComparison.OrdinalIgnoreCase) ? graph.ToString() : GraphLowering.Module(graph, Function.Name);
    }
}
