using System.Globalization;
using Autodiff.StableHlo;

namespace Autodiff.Graphs;

/// <summary>Lowers graphs to StableHLO: a module with the graph as its public function, and a private function for each graph that is called.</summary>
static class GraphLowering
{
    /// <summary>The text of a module with the graph as <c>@main</c>.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="name">The name of the module.</param>
    /// <param name="notes">Attributes of the module and of <c>@main</c>.</param>
    public static string Module(Graph graph, string name = "autodiff", ModuleNotes? notes = null)
    {
        var hlo = new Hlo();
        string main = Define(hlo, graph, "main", true, notes);
        string attributes = notes is { Module.Length: > 0 } ? $" attributes {{{notes.Module}}}" : "", preamble = notes is { Preamble.Length: > 0 } ? $"  {notes.Preamble}\n" : "";
        return $"module @{Identifier(name)}{attributes} {{\n{preamble}{main}{string.Concat(hlo.FunctionTexts)}}}\n";
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
            Interruption.Check();
            var types = Array.ConvertAll(e.Outputs.ToArray(), o => o.Type);
            var y = Lower(hlo, e.Primitive, Array.ConvertAll(e.Inputs, Read), types);
            for (int i = 0; i < y.Length; i++) values[e.Outputs[i].Index] = y[i];
        }
        return Array.ConvertAll(graph.Outputs, Read);
    }

    /// <summary>Lowers a primitive. Narrow floats are converted to compute with them, and the results are rounded.</summary>
    internal static HloValue[] Lower(Hlo hlo, Primitive primitive, HloValue[] x, TensorType[] types)
    {
        if (!primitive.Computes) return primitive.Lower(hlo, x, types);
        var y = primitive.Lower(hlo, Array.ConvertAll(x, v => hlo.Convert(v, v.Type.DType.Arithmetic)), Array.ConvertAll(types, t => t.Wide));
        return [.. y.Select((v, i) => hlo.Convert(v, types[i].DType))];
    }

    /// <summary>The name of a graph's function in the module. The function is written if it does not exist yet.</summary>
    public static string Function(Hlo hlo, Graph graph, string label)
    {
        if (hlo.Functions.TryGetValue(graph, out var name)) return name;
        name = $"{Identifier(label)}_{hlo.Functions.Count.ToString(CultureInfo.InvariantCulture)}";
        hlo.Functions.Add(graph, name);
        hlo.FunctionTexts.Add(Define(hlo.NewFunction(), graph, name, false));
        return name;
    }

    static string Define(Hlo hlo, Graph graph, string name, bool isPublic, ModuleNotes? notes = null)
    {
        var arguments = Array.ConvertAll(graph.Inputs, v => new HloValue(hlo.Fresh(), v.Type));
        return hlo.Function(name, isPublic, arguments, Body(hlo, graph, arguments), notes?.Inputs, notes?.Outputs);
    }

    static string Identifier(string s) => string.Concat(s.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
}
