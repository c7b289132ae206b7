using Autodiff.Graphs;

namespace Autodiff;

/// <summary>The notation of a graph.</summary>
public enum GraphFormat
{
    /// <summary>The notation of JAX's jaxpr.</summary>
    Text,
    /// <summary>A StableHLO module, which XLA reads.</summary>
    StableHlo,
}

/// <summary>The options of the text of a graph.</summary>
public readonly record struct GraphOptions
{
    /// <summary>The notation. Default: Text.</summary>
    public GraphFormat Format { get; init; }

    /// <summary>Whether the graph is shown as it runs, with calls inlined, and nothing computed twice or in vain. Default: false.</summary>
    public bool Optimized { get; init; }

    internal string Text(Graph graph, string name)
    {
        if (Optimized) graph = Passes.Optimize(graph);
        return Format == GraphFormat.Text ? graph.ToString() : GraphLowering.Module(graph, name);
    }
}
