using Autodiff.Graphs;

namespace Autodiff.Tracing.Paths;

/// <summary>Equality of primitives whose graphs were traced separately: graphs are compared by what they compute.</summary>
static class Structure
{
    public static bool Same(Primitive? p, Primitive? q) => Same(p, q, []);

    // Graphs may share graphs, so each pair is compared once.
    static bool Same(Primitive? p, Primitive? q, HashSet<(Graph, Graph)> equal)
    {
        if (ReferenceEquals(p, q)) return true;
        if (p is null || q is null || p.GetType() != q.GetType()) return false;
        if (p.Graphs.Count == 0) return p.Equals(q);
        if (p.Parameters != q.Parameters || p.Graphs.Count != q.Graphs.Count) return false;
        for (int i = 0; i < p.Graphs.Count; i++)
            if (!Same(p.Graphs[i], q.Graphs[i], equal)) return false;
        return true;
    }

    public static int Hash(Primitive p) => p.Graphs.Count == 0 ? p.GetHashCode() : HashCode.Combine(p.Name, p.Graphs[0].Equations.Length);

    static bool Same(Graph a, Graph b, HashSet<(Graph, Graph)> equal)
    {
        if (ReferenceEquals(a, b) || equal.Contains((a, b))) return true;
        if (a.Equations.Length != b.Equations.Length || !a.InputTypes.AsSpan().SequenceEqual(b.InputTypes) || a.Outputs.Length != b.Outputs.Length) return false;
        var to = new int[a.Variables];
        for (int i = 0; i < a.Inputs.Length; i++) to[a.Inputs[i].Index] = b.Inputs[i].Index;

        bool SameAtoms(Value[] x, Value[] y)
        {
            if (x.Length != y.Length) return false;
            for (int i = 0; i < x.Length; i++)
                if (!(x[i] is Variable u ? y[i] is Variable v && to[u.Index] == v.Index : y[i] is Tensor t && ((Tensor)x[i]).SameBits(t))) return false;
            return true;
        }

        for (int n = 0; n < a.Equations.Length; n++)
        {
            var (e, f) = (a.Equations[n], b.Equations[n]);
            if (!Same(e.Primitive, f.Primitive, equal) || !SameAtoms(e.Inputs, f.Inputs)) return false;
            for (int i = 0; i < e.Outputs.Length; i++) to[e.Outputs[i].Index] = f.Outputs[i].Index;
        }
        return SameAtoms(a.Outputs, b.Outputs) && equal.Add((a, b));
    }
}
