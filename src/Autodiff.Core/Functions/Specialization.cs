using Autodiff.Backends;
using Autodiff.Graphs;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>
/// What a function is on one path through its conditions: a graph whose inputs are the leaves of the arguments, then what was captured, and whose outputs are the
/// results, then a guard for each condition. Transforms of the specialization keep the guards.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="result">The structure of the results.</param>
/// <param name="guards">What each guard must be.</param>
/// <param name="lines">The line of the script that asked it.</param>
/// <param name="captured">Tracers of outer traces; a specialization that has some is not kept.</param>
sealed class Specialization(Graph graph, TreeDefinition result, bool[] guards, int[] lines, Value[] captured)
{
    // A stream of many shapes asks for a transform of each.
    const int MaxDerived = 64;

    readonly Memo<object, Specialization> derived = new(MaxDerived);
    readonly Memo<Target, IExecutable> executables = new(MaxDerived);

    public Graph Graph => graph;
    public TreeDefinition Result => result;
    public bool[] Guards => guards;
    public int[] Lines => lines;
    public Value[] Captured => captured;

    /// <summary>How many outputs are results.</summary>
    public int Results => result.LeafCount;

    /// <summary>A transform of this specialization, made once for a key.</summary>
    /// <param name="key">What tells transforms apart, with value equality.</param>
    /// <param name="transform">Gives the graph, whose last outputs are again the guards, and the structure of its results.</param>
    /// <param name="keepsGuards">Whether the guards are still its last outputs, one boolean each; else they are among the results.</param>
    public Specialization Derive(object key, Func<(Graph Graph, TreeDefinition Result)> transform, bool keepsGuards = true) => derived.GetOrMake(key, () =>
    {
        var (g, r) = transform();
        return keepsGuards ? new Specialization(g, r, guards, lines, captured) : new Specialization(g, r, [], [], captured);
    });

    /// <summary>The transforms made so far whose keys are like this.</summary>
    public IEnumerable<Specialization> Derived(Func<object, bool> key) => derived.Made.Where(d => key(d.Key)).Select(d => d.Value);

    /// <summary>The specialization made ready for a backend, once.</summary>
    public IExecutable On(IBackend backend) => On(new Target(backend, default));

    /// <inheritdoc cref="On(IBackend)"/>
    public IExecutable On(Target target) => executables.GetOrMake(target, () =>
    {
        if (Log.Functions) Log.Function($"compile for {target.Backend.Name}: {graph.Size} operations");
        return target.Backend.Compile(graph, guards, target.Donated.Any ? target.Donated.ToArray() : null);
    });
}
