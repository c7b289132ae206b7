using System.Globalization;
using System.Text;

namespace Autodiff.Graphs;

/// <summary>Writes a graph in the notation of JAX's jaxpr: <c>{ lambda a:f64[3] . let b:f64[3] = sin a in (b) }</c>. A shared inner graph is written once.</summary>
sealed class GraphPrinter
{
    readonly StringBuilder text = new();
    readonly Dictionary<Graph, string> shared = new(ReferenceEqualityComparer.Instance);

    public static string Print(Graph graph)
    {
        var p = new GraphPrinter();
        var uses = new Dictionary<Graph, int>(ReferenceEqualityComparer.Instance);
        Count(graph, uses);
        foreach (var (g, n) in uses)
            if (n > 1) p.Share(g);
        p.Write(graph, "");
        return p.text.ToString();
    }

    // Inner graphs come after the graphs they use, so that a reader sees a graph before its use.
    static void Count(Graph graph, Dictionary<Graph, int> uses)
    {
        foreach (var e in graph.Equations)
            foreach (var g in e.Primitive.Graphs)
            {
                if (!uses.ContainsKey(g)) Count(g, uses);
                uses[g] = uses.GetValueOrDefault(g) + 1;
            }
    }

    void Share(Graph graph)
    {
        string name = "g" + shared.Count.ToString(CultureInfo.InvariantCulture);
        text.Append("let ").Append(name).Append(" = ");
        Write(graph, "");
        text.Append(" in\n");
        shared.Add(graph, name);
    }

    void Write(Graph graph, string indent)
    {
        var names = new Dictionary<Variable, string>(ReferenceEqualityComparer.Instance);
        string Define(Variable v) => (names[v] = Letters(names.Count)) + ":" + v.Type;
        string Use(Value v) => v is Variable u ? names[u] : Constant((Tensor)v);

        text.Append("{ lambda ").AppendJoin(' ', graph.Inputs.Select(Define)).Append(graph.Inputs.Length > 0 ? " . let" : ". let");
        foreach (var e in graph.Equations)
        {
            text.Append('\n').Append(indent).Append("    ").AppendJoin(' ', e.Outputs.ToArray().Select(Define)).Append(" = ").Append(e.Primitive.Name);
            WriteParameters(e.Primitive, indent + "    ");
            foreach (var x in e.Inputs) text.Append(' ').Append(Use(x));
        }
        text.Append(graph.Equations.Length > 0 ? "\n" + indent + "  in (" : " in (").AppendJoin(", ", graph.Outputs.Select(Use)).Append(") }");
    }

    void WriteParameters(Primitive p, string indent)
    {
        if (p.Graphs.Count == 0)
        {
            if (p.Parameters.Length > 0) text.Append('[').Append(p.Parameters).Append(']');
            return;
        }
        text.Append('[').Append(p.Parameters);
        foreach (var g in p.Graphs)
        {
            text.Append('\n').Append(indent).Append("  ");
            if (shared.TryGetValue(g, out var name)) text.Append(name);
            else Write(g, indent + "  ");
        }
        text.Append('\n').Append(indent).Append(']');
    }

    static string Constant(Tensor t) => $"{(t.IsSplat ? t.At(0) switch { bool b => b ? "True" : "False", IFormattable n => n.ToString(null, CultureInfo.InvariantCulture), var o => o.ToString() } : "[…]")}:{t.Type}";

    static string Letters(int n)
    {
        string s = "";
        do
        {
            s = (char)('a' + n % 26) + s;
            n = n / 26 - 1;
        }
        while (n >= 0);
        return s;
    }
}
