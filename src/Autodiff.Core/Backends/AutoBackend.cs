using Autodiff.Backends.Managed;
using Autodiff.Backends.Xla.Runtime;
using Autodiff.Graphs;

namespace Autodiff.Backends;

/// <summary>
/// Chooses a backend for each graph: XLA for imported programs, which only XLA runs, and otherwise Managed, which starts at once and needs nothing installed.
/// </summary>
sealed class AutoBackend : IBackend
{
    /// <summary>The only instance.</summary>
    public static readonly AutoBackend Instance = new();

    AutoBackend() { }

    public string Name => "Auto";

    public IExecutable Compile(Graph graph, bool[] guards, bool[]? donated = null) => (graph.IsForeign ? (IBackend)XlaRuntime.Backend() : ManagedBackend.Instance).Compile(graph, guards, donated);
}
