using Autodiff.Graphs;

namespace Autodiff.Backends.Managed;

/// <summary>Runs graphs in this process, on vector registers and all cores. It is always available.</summary>
sealed class ManagedBackend : IBackend
{
    /// <summary>The only instance.</summary>
    public static readonly ManagedBackend Instance = new();

    ManagedBackend() { }

    public string Name => "Managed";

    public IExecutable Compile(Graph graph, bool[] guards, bool[]? donated = null)
    {
        if (graph.IsForeign) throw new AdException($"An imported StableHLO program runs only on XLA. Use {Spell.Name("Backend")} Xla, or omit {Spell.Name("Backend")}. If no plugin is installed, run {Spell.Name("AdRuntime.Install")}.", ErrorId.NeedsXla);
        var optimized = Passes.Optimize(Passes.SilenceGuards(graph, guards.Length));
        return ScalarProgram.Of(optimized, guards) ?? (IExecutable)new ManagedExecutable(new Schedule(Fusion.Of(Transpositions.Absorb(optimized), guards.Length), guards));
    }
}
