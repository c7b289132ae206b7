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
        var once = ComputedOnce(graph);
        void Set(Variable v, HloValue x) => values[v.Index] = once[v.Index] ? hlo.Barrier(x) : x;
        for (int i = 0; i < arguments.Length; i++) Set(graph.Inputs[i], arguments[i]);
        HloValue Read(Value v) => v is Variable u ? values[u.Index] : hlo.Constant((Tensor)v);
        foreach (var e in graph.Equations)
        {
            Interruption.Check();
            var types = Array.ConvertAll(e.Outputs.ToArray(), o => o.Type);
            var y = Lower(hlo, e.Primitive, Array.ConvertAll(e.Inputs, Read), types);
            for (int i = 0; i < y.Length; i++) Set(e.Outputs[i], y[i]);
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

    /// <summary>
    /// The variables from which elements are chosen, and which are used elsewhere too. XLA computes a value anew in each loop that uses it, and may round it differently
    /// in each. Then the maximum equals no element, and the mask of its gradient is false everywhere (jax-ml/jax#40564; openxla/xla#44738 is the same for softmax).
    /// </summary>
    static bool[] ComputedOnce(Graph graph)
    {
        var once = new bool[graph.Variables];
        if (!graph.Chooses) return once;
        int[] uses = Uses(graph), producers = graph.Producers();
        var seen = new bool[graph.Variables];
        // The elements of a reshaped value are those of the value: the walk goes on behind equations of one operand.
        Value? Behind(Variable v) => producers[v.Index] is >= 0 and var n && graph.Equations[n].Inputs is [var x] ? x : null;
        foreach (ref readonly var e in graph.Equations.AsSpan())
        {
            if (!e.Primitive.Chooses) continue;
            foreach (var x in e.Inputs)
                for (var v = x as Variable; v is { Type.IsFloat: true } && !seen[v.Index]; v = Behind(v) as Variable)
                {
                    seen[v.Index] = true;
                    once[v.Index] = uses[v.Index] > 1;
                }
        }
        return once;
    }

    /// <summary>The number of equations and outputs that use each variable.</summary>
    static int[] Uses(Graph graph)
    {
        int[] uses = new int[graph.Variables], last = new int[graph.Variables];
        int user = 0;
        void Use(Value x)
        {
            if (x is not Variable v || last[v.Index] == user) return;
            last[v.Index] = user;
            uses[v.Index]++;
        }
        foreach (ref readonly var e in graph.Equations.AsSpan())
        {
            user++;
            foreach (var x in e.Inputs) Use(x);
        }
        foreach (var x in graph.Outputs)
        {
            user++;
            Use(x);
        }
        return uses;
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
