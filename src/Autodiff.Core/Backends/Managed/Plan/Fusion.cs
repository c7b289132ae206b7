using Autodiff.Graphs;
using Autodiff.Tracing;
using Autodiff.Tracing.Paths;

namespace Autodiff.Backends.Managed;

/// <summary>
/// Replaces elementwise equations of one shape by loops. Each variable has a depth, which grows along an equation that is not part of the same loop; equations of one
/// shape and depth become one loop. So no loop waits for its own result, and loops need no search for circles. What a guard needs is not joined with what comes
/// after it.
/// </summary>
sealed class Fusion
{
    /// <summary>The maximum number of equations of a loop. More would not keep their blocks in the nearest cache.</summary>
    const int MaxEquations = 200;

    readonly Graph graph;
    readonly int[] producers, depth, group, stage;
    readonly Dictionary<(Shape Shape, int Depth, int Stage), int> open = [];
    readonly List<List<int>> groups = [];

    Fusion(Graph graph, int guards)
    {
        this.graph = graph;
        (producers, depth) = (graph.Producers(), new int[graph.Variables]);
        (group, stage) = (new int[graph.Equations.Length], Stages(guards));
    }

    /// <summary>The graph with loops in place of elementwise equations. Its last outputs are guards.</summary>
    /// <remarks>Effects keep their order, so a graph with effects is not changed.</remarks>
    public static Graph Of(Graph graph, int guards) => graph.HasEffect ? graph : new Fusion(graph, guards).Fused();

    Graph Fused()
    {
        for (int n = 0; n < group.Length; n++) group[n] = Join(n);
        if (groups.Count == 0) return graph;
        var users = Users();
        var equations = new List<Equation>();
        foreach (int n in InOrder())
            equations.Add(group[n] < 0 ? graph.Equations[n] : Made(groups[group[n]], users));
        return new(graph.Inputs, [.. equations], graph.Outputs, graph.Variables);
    }

    /// <summary>The group that an equation joins, or -1.</summary>
    int Join(int n)
    {
        ref readonly var e = ref graph.Equations[n];
        if (!IsElementwise(e))
        {
            int after = 1 + Deepest(e.Inputs, null, n);
            foreach (var y in e.Outputs) depth[y.Index] = after;
            return -1;
        }
        var y0 = e.Outputs[0];
        // A view reads its operand in other places, so the loop of the operand has to end first.
        int at = depth[y0.Index] = Deepest(e.Inputs, IsView(e) ? (Shape?)null : y0.Type.Shape, n);
        var key = (y0.Type.Shape, at, stage[n]);
        if (!open.TryGetValue(key, out int g) || groups[g].Count == MaxEquations)
        {
            open[key] = g = groups.Count;
            groups.Add([]);
        }
        groups[g].Add(n);
        return g;
    }

    // A value from a loop of the same shape and stage keeps its depth; every other value is one step away.
    int Deepest(Value[] x, Shape? shape, int n)
    {
        int deepest = 0;
        foreach (var v in x)
        {
            if (v is not Variable u) continue;
            bool joins = shape is { } s && u.Type.Shape == s && Producer(u) is >= 0 and var p && group[p] >= 0 && stage[p] == stage[n];
            deepest = Math.Max(deepest, depth[u.Index] + (joins ? 0 : 1));
        }
        return deepest;
    }

    int Producer(Variable v) => producers[v.Index];

    /// <summary>Whether an equation can be part of a loop.</summary>
    static bool IsElementwise(in Equation e)
    {
        if (e.Primitive is not SingleResult one || e.Outputs.Length != 1 || e.Outputs[0].Type is not { Shape.Size: > 0 } type || e.Inputs.Length is 0 or > 3) return false;
        if (type.DType.IsNarrow) return false;
        if (IsView(e)) return e.Inputs[0].Type.Shape.Size > 0;
        return !Array.Exists(e.Inputs, v => v.DType.IsNarrow || v.Type.Shape != type.Shape) && one.Block(e.Inputs[^1].DType, type.DType) is not null;
    }

    // A transposition has a kernel of its own, which reads in tiles.
    static bool IsView(in Equation e) => e.Primitive is SingleResult and not Transpose and var one && e.Inputs.Length == 1 && one.ViewOf(e.Inputs[0].Type.Shape) is not null;

    /// <summary>The first equation of each loop, and all others, so that each comes after what it needs.</summary>
    IEnumerable<int> InOrder()
    {
        var leaders = Enumerable.Range(0, group.Length).Where(n => group[n] < 0 || groups[group[n]][0] == n);
        return leaders.OrderBy(n => stage[n]).ThenBy(n => depth[graph.Equations[n].Outputs[0].Index]).ThenBy(n => n);
    }

    /// <summary>For each variable, whether it is an output or used outside its own loop.</summary>
    bool[] Users()
    {
        var r = new bool[graph.Variables];
        foreach (var o in graph.Outputs)
            if (o is Variable v) r[v.Index] = true;
        for (int n = 0; n < group.Length; n++)
            foreach (var x in graph.Equations[n].Inputs)
                if (x is Variable v && Producer(v) is var p && (group[n] < 0 || p < 0 || group[p] != group[n])) r[v.Index] = true;
        return r;
    }

    Equation Made(List<int> members, bool[] users)
    {
        var inputs = new List<Variable>();
        var outputs = new List<Variable>();
        var own = new HashSet<int>();
        var equations = members.ConvertAll(n => graph.Equations[n]);
        foreach (var e in equations)
        {
            foreach (var x in e.Inputs)
                if (x is Variable v && !own.Contains(v.Index) && !inputs.Contains(v)) inputs.Add(v);
            own.Add(e.Outputs[0].Index);
            if (users[e.Outputs[0].Index]) outputs.Add(e.Outputs[0]);
        }
        var body = new Graph([.. inputs], [.. equations], [.. outputs], graph.Variables);
        return new(new Loop(body, equations[0].Outputs[0].Type.Shape), [.. inputs], outputs.ToArray(), equations[0].Line);
    }

    /// <summary>The index of the first guard that needs each equation. What no guard needs comes last.</summary>
    int[] Stages(int guards)
    {
        var r = new int[graph.Equations.Length];
        Array.Fill(r, guards);
        for (int i = 0; i < guards; i++)
            if (graph.Outputs[graph.Outputs.Length - guards + i] is Variable v)
                foreach (int n in BackwardSlice.Of(v.Index, k => producers[k] is >= 0 and var p && r[p] == guards ? p : -1, graph.Equations)) r[n] = i;
        return r;
    }
}
