using Autodiff.Backends.Managed;
using Autodiff.Backends.Xla.Runtime;
using Autodiff.Graphs;

namespace Autodiff.Backends;

/// <summary>Chooses for each graph. On a processor Managed starts at once and needs nothing installed; programs from files run on XLA alone.</summary>
sealed class AutoBackend : IBackend
{
    /// <summary>The one there is.</summary>
    public static readonly AutoBackend Instance = new();

    AutoBackend() { }

    /// <inheritdoc/>
    public string Name => "Auto";

    /// <inheritdoc/>
    public IExecutable Compile(Graph graph, bool[] guards, bool[]? donated = null) => (graph.IsForeign ? (IBackend)XlaRuntime.Backend() : ManagedBackend.Instance).Compile(graph, guards, donated);
}
