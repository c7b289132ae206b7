using Autodiff.Graphs;
using Autodiff.Tracing;

namespace Autodiff.Backends.Managed;

/// <summary>Runs a graph's operations one by one in this process. Always there.</summary>
public sealed class ManagedBackend : IBackend
{
    /// <summary>The one there is.</summary>
    public static readonly ManagedBackend Instance = new();

    ManagedBackend() { }

    /// <inheritdoc/>
    public string Name => "Managed";

    /// <inheritdoc/>
    public IExecutable Compile(Graph graph, bool[] guards) => new ManagedExecutable(Optimize(graph), guards);

    /// <summary>The graph that is run: calls inlined, nothing computed twice or in vain.</summary>
    internal static Graph Optimize(Graph graph) => Passes.DeadCode(Passes.CommonSubexpressions(Interpreter.Inline(graph)));
}
