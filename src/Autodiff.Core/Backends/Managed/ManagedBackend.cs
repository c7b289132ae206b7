using Autodiff.Graphs;
using Autodiff.Tracing;

namespace Autodiff.Backends.Managed;

/// <summary>Runs the operations of a graph one by one in this process. It is always available.</summary>
sealed class ManagedBackend : IBackend
{
    /// <summary>The only instance.</summary>
    public static readonly ManagedBackend Instance = new();

    ManagedBackend() { }

    /// <inheritdoc/>
    public string Name => "Managed";

    /// <inheritdoc/>
    public IExecutable Compile(Graph graph, bool[] guards, bool[]? donated = null)
    {
        if (graph.IsForeign) throw new AdException("An imported StableHLO program runs on XLA alone: use -Backend Xla, or leave -Backend out. Install-AdRuntime installs XLA's plugin where there is none.", ErrorId.NeedsXla);
        var optimized = Optimize(guards.Length > 0 && graph.HasEffect ? WithSilentGuards(graph, guards.Length) : graph);
        var schedule = new Schedule(optimized, guards);
        return (IExecutable?)ScalarProgram.Of(optimized, schedule) ?? new ManagedExecutable(schedule);
    }

    // A guard is checked before anything else runs, and another path may be taken then, so the values that it needs are computed with no effects.
    // Equations that have no effect are equal for guards and results, and are merged.
    static Graph WithSilentGuards(Graph graph, int guards) => Interpreter.StageClosed(
        x => [.. Interpreter.Run(graph, x)[..^guards], .. Interpreter.Run(graph.Silent, x)[^guards..]], graph.InputTypes);

    /// <summary>The graph that runs: calls are inlined, and nothing is computed twice or in vain.</summary>
    internal static Graph Optimize(Graph graph) => Passes.DeadCode(Passes.CommonSubexpressions(Interpreter.Inline(graph)));
}
