using Autodiff.Graphs;
using Autodiff.Tracing;

namespace Autodiff.Backends.Managed;

/// <summary>Runs a graph's operations one by one in this process. Always there.</summary>
sealed class ManagedBackend : IBackend
{
    /// <summary>The one there is.</summary>
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

    // A guard is asked before anything else is run, and another path may be taken then: what it needs is computed without effects.
    // What has none is the same for guards and results, and will be computed once.
    static Graph WithSilentGuards(Graph graph, int guards) => Interpreter.StageClosed(
        x => [.. Interpreter.Run(graph, x)[..^guards], .. Interpreter.Run(graph.Silent, x)[^guards..]], graph.InputTypes);

    /// <summary>The graph that is run: calls inlined, nothing computed twice or in vain.</summary>
    internal static Graph Optimize(Graph graph) => Passes.DeadCode(Passes.CommonSubexpressions(Interpreter.Inline(graph)));
}
