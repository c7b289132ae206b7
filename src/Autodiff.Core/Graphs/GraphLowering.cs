using System.Globalization;
using Autodiff.StableHlo;

namespace Autodiff.Graphs;

/// <summary>Graphs as StableHLO: a module whose public function is the graph, and a private function for each graph that is called.</summary>
static class GraphLowering
{
    /// <summary>The text of a module with the graph as <c>@main</c>.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="name">What the module is called.</param>
    /// <param name="results">For each input the result that takes its memory, -1 where there is none; null for none at all.</param>
    /// <param name="attributes">Attributes of the module, as in <c>a.b = "c"</c>.</param>
    public static string Module(Graph graph, string name = "autodiff", int[]? results = null, string attributes = "")
    {
        var hlo = new Hlo();
        string main = Define(hlo, graph, "main", true, results);
        return $"module @{Identifier(name)}{(attributes.Length > 0 ? $" attributes {{{attributes}}}" : "")} {{\n{main}{string.Concat(hlo.FunctionTexts)}}}\n";
    }

    /// <summary>Writes the equations of a graph for these arguments.</summary>
    /// <returns>The values of its outputs.</returns>
    public static HloValue[] Body(Hlo hlo, Graph graph, HloValue[] arguments)
    {
        var values = new HloValue[graph.Variables];
        for (int i = 0; i < arguments.Length; i++) values[graph.Inputs[i].Index] = arguments[i];
        HloValue Read(Value v) => v is Variable u ? values[u.Index] : hlo.Constant((Tensor)v);
        foreach (var e in graph.Equations)
        {
            var types = Array.ConvertAll(e.Outputs.ToArray(), o => o.Type);
            var y = e.Primitive.Lower(hlo, Array.ConvertAll(e.Inputs, Read), types);
            for (int i = 0; i < y.Length; i++) values[e.Outputs[i].Index] = y[i];
        }
        return Array.ConvertAll(graph.Outputs, Read);
    }

    /// <summary>The name of a graph's function in the module, which is written if it is not there yet.</summary>
    public static string Function(Hlo hlo, Graph graph, string label)
    {
        if (hlo.Functions.TryGetValue(graph, out var name)) return name;
        name = $"{Identifier(label)}_{hlo.Functions.Count.ToString(CultureInfo.InvariantCulture)}";
        hlo.Functions.Add(graph, name);
        hlo.FunctionTexts.Add(Define(hlo.NewFunction(), graph, name, false));
        return name;
    }

    static string Define(Hlo hlo, Graph graph, string name, bool isPublic, int[]? results = null)
    {
        var arguments = Array.ConvertAll(graph.Inputs, v => new HloValue(hlo.Fresh(), v.Type));
        return hlo.Function(name, isPublic, arguments, Body(hlo, graph, arguments), results);
    }

    static string Identifier(string s) => string.Concat(s.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
}
