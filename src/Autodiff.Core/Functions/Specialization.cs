using Autodiff.Backends;
using Autodiff.Graphs;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>
/// A function on one path through its conditions, as a graph. The inputs are the leaves of the arguments, then the captured values. The outputs are the results, then a
/// guard for each condition. Transforms of a specialization keep the guards.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="result">The structure of the results.</param>
/// <param name="guards">The required value of each guard.</param>
/// <param name="lines">The line of the script for each guard.</param>
/// <param name="captured">Tracers of outer traces. A specialization that has any is not kept.</param>
sealed class Specialization(Graph graph, TreeDefinition result, bool[] guards, int[] lines, Value[] captured)
{
    // A stream with many shapes needs a transform for each.
    const int MaxDerived = 64;

    readonly Memo<object, Specialization> derived = new(MaxDerived);
    readonly Memo<Target, IExecutable> executables = new(MaxDerived);

    public Graph Graph => graph;
    public TreeDefinition Result => result;
    public bool[] Guards => guards;
    public int[] Lines => lines;
    public Value[] Captured => captured;

    /// <summary>The number of outputs that are results.</summary>
    public int Results => result.LeafCount;

    /// <summary>A transform of this specialization, made once for each key.</summary>
    /// <param name="key">Distinguishes transforms; it has value equality.</param>
    /// <param name="transform">Makes the graph, whose last outputs are the guards again, and the structure of its results.</param>
    /// <param name="keepsGuards">Whether the guards are still the last outputs, one boolean each. If false they are among the results. Default: true.</param>
    public Specialization Derive(object key, Func<(Graph Graph, TreeDefinition Result)> transform, bool keepsGuards = true) => derived.GetOrMake(key, () =>
    {
        var (g, r) = transform();
        return keepsGuards ? new Specialization(g, r, guards, lines, captured) : new Specialization(g, r, [], [], captured);
    });

    /// <summary>The transforms made so far with matching keys.</summary>
    public IEnumerable<Specialization> Derived(Func<object, bool> key) => derived.Made.Where(d => key(d.Key)).Select(d => d.Value);

    /// <summary>The specialization compiled for a backend, once.</summary>
    /// <param name="target">The backend.</param>
    /// <param name="name">The name of the function.</param>
    public IExecutable On(Target target, string name) => executables.GetOrMake(target, () =>
    {
        using var activity = Activity.Begin($"Compiling {name} for {target.Backend.Name}");
        if (Log.Functions) Log.Function($"compile for {target.Backend.Name}: {graph.Size} operations");
        return target.Backend.Compile(graph, guards, target.Donated.Any ? target.Donated.ToArray() : null);
    });
}
