using Autodiff.Tracing;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>Finds the leaf of a tangent or cotangent for each leaf of a structure. An omitted or $null part is zero.</summary>
static class DirectionMatch
{
    /// <param name="wanted">The structure that the direction must have.</param>
    /// <param name="given">The structure of the argument, whose leaves are numbered from <paramref name="first"/>.</param>
    /// <param name="first">The number of the first leaf of the argument.</param>
    /// <param name="name">Tangent or Cotangent, for errors.</param>
    /// <returns>The number of the leaf for each leaf of the structure, or null for zero.</returns>
    public static int?[] Find(TreeDefinition wanted, TreeDefinition given, int first, string name)
    {
        var r = new List<int?>();
        int next = first;
        Walk(wanted, given, name);
        return [.. r];

        void Walk(TreeDefinition w, TreeDefinition g, string path)
        {
            if (g.LeafCount == 0)
            {
                for (int i = 0; i < w.LeafCount; i++) r.Add(null);
                return;
            }
            if (w.IsLeaf && g.IsLeaf)
            {
                r.Add(next++);
                return;
            }
            if (w.IsLeaf || g.IsLeaf) throw Mismatch(path, w, g);
            if (w.ChildNames is { } names && g.ChildNames is { } givenNames) ByName(w, g, names, givenNames, path);
            else ByPosition(w, g, path);
        }

        void ByName(TreeDefinition w, TreeDefinition g, Names names, Names givenNames, string path)
        {
            for (int i = 0; i < givenNames.Count; i++)
                if (names.IndexOf(givenNames[i]) < 0) throw new AdException($"{path} has the unknown part '{givenNames[i]}'; expected {string.Join(", ", Enumerable.Range(0, names.Count).Select(k => names[k]))}.", ErrorId.StructureMismatch);
            int start = next;
            for (int i = 0; i < w.Children.Count; i++)
            {
                int at = givenNames.IndexOf(names[i]);
                next = start + g.Children.Take(Math.Max(at, 0)).Sum(c => c.LeafCount);
                Walk(w.Children[i], at < 0 ? TreeDefinition.Omitted : g.Children[at], $"{path}.{names[i]}");
            }
            next = start + g.LeafCount;
        }

        void ByPosition(TreeDefinition w, TreeDefinition g, string path)
        {
            if (w.Children.Count != g.Children.Count) throw Mismatch(path, w, g);
            for (int i = 0; i < w.Children.Count; i++) Walk(w.Children[i], g.Children[i], $"{path}[{i}]");
        }
    }

    static AdException Mismatch(string path, TreeDefinition wanted, TreeDefinition given) => new($"{path} has structure {given}; expected {wanted}.", ErrorId.StructureMismatch);

    /// <summary>A tangent as the rules take it: of the type of its primal, not weak.</summary>
    public static Value Read(Value given, TensorType type, string name) => given.Type.Shape == type.Shape
        ? Ad.Cast(given, type.DType, false)
        : throw new AdException($"{name} has shape {given.Type.Shape}; expected {type.Shape}.", ErrorId.ShapeMismatch);

    /// <summary>Whether a tensor represents a list of leaves, with one row for each. This is how a script writes a list of numbers.</summary>
    public static bool AreRows(TensorType given, TreeDefinition wanted) =>
        wanted is { LeafCount: > 0, IsLeaf: false, ChildNames: null } && wanted.Children.All(c => c.IsLeaf) && given.Rank > 0 && given.Shape[0] == wanted.LeafCount;

    /// <summary>The arguments without the last one, the direction.</summary>
    public static Arguments Without(Arguments arguments) => arguments.Take(arguments.Definition.Children.Count - 1);

    /// <summary>The inputs of the inner function's graph: the leaves of its arguments, then the captured values.</summary>
    public static Value[] Inputs(Value[] all, int own, int outer) => [.. all[..own], .. all[outer..]];
}
