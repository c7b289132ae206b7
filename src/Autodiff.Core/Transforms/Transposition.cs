using Autodiff.Graphs;
using Autodiff.Tracing;

namespace Autodiff.Transforms;

/// <summary>The second half of reverse mode: walks a linear graph backwards.</summary>
static class Transposition
{
    /// <summary>The cotangents of the linear inputs, from those of the outputs. Null is zero.</summary>
    /// <param name="graph">A graph that is linear in the inputs for which <paramref name="x"/> is null.</param>
    /// <param name="x">The values of the inputs, or null for the linear ones.</param>
    /// <param name="ct">The cotangents of the outputs.</param>
    /// <returns>A cotangent for each input; null for inputs that are not linear.</returns>
    public static Value?[] Backward(Graph graph, Value?[] x, Value?[] ct)
    {
        using var isLinear = new Scratch<bool>(graph.Variables);
        using var known = new Scratch<Value?>(graph.Variables);
        using var cotangents = new Scratch<Value?>(graph.Variables);
        var (linear, values, sums) = (isLinear.Items, known.Items, cotangents.Items);
        for (int i = 0; i < x.Length; i++)
        {
            int input = graph.Inputs[i].Index;
            (linear[input], values[input]) = (x[i] is null, x[i]);
        }
        RunNonlinear(graph, linear, values);
        for (int i = 0; i < ct.Length; i++) Accumulate(sums, linear, graph.Outputs[i], ct[i]);

        using var line = Trace.KeepLine();
        for (int n = graph.Equations.Length - 1; n >= 0; n--)
        {
            Interruption.Check();
            ref readonly var e = ref graph.Equations[n];
            if (e.Outputs.Length == 0 || !linear[e.Outputs[0].Index] || Take(sums, e.Outputs) is not { } c) continue;
            if (e.Line != 0) Trace.Line = e.Line;
            var r = e.Primitive.LinearTranspose(c, Operands(e, linear, values));
            if (Log.Gradient) RuleLog.Write("transpose", e.Primitive, c, r);
            for (int i = 0; i < r.Length; i++) Accumulate(sums, linear, e.Inputs[i], r[i]);
        }

        var result = new Value?[x.Length];
        for (int i = 0; i < x.Length; i++)
            if (x[i] is null) result[i] = sums[graph.Inputs[i].Index];
        return result;
    }

    /// <summary>Computes equations that do not depend on a linear input, and marks the variables of the others as linear.</summary>
    static void RunNonlinear(Graph graph, bool[] linear, Value?[] values)
    {
        foreach (ref readonly var e in graph.Equations.AsSpan())
        {
            Interruption.Check();
            bool any = false;
            foreach (var v in e.Inputs) any |= IsLinear(v, linear);
            if (any)
            {
                foreach (var o in e.Outputs) linear[o.Index] = true;
                continue;
            }
            var y = e.Primitive.Bind(Graph.Read(values, e.Inputs));
            for (int i = 0; i < y.Length; i++) values[e.Outputs[i].Index] = y[i];
        }
    }

    static bool IsLinear(Value v, bool[] linear) => v is Variable u && linear[u.Index];

    static void Accumulate(Value?[] sums, bool[] linear, Value atom, Value? ct)
    {
        if (ct is null || !IsLinear(atom, linear)) return;
        int i = ((Variable)atom).Index;
        sums[i] = Ad.AddTangents(sums[i], ct);
    }

    /// <summary>Removes the cotangents of an equation's outputs. Null if all are zero.</summary>
    static Value?[]? Take(Value?[] sums, ReadOnlySpan<Variable> outputs)
    {
        var c = new Value?[outputs.Length];
        bool any = false;
        for (int i = 0; i < c.Length; i++)
        {
            int k = outputs[i].Index;
            (c[i], sums[k]) = (sums[k], null);
            any |= c[i] is not null;
        }
        return any ? c : null;
    }

    static Operand[] Operands(in Equation e, bool[] linear, Value?[] values)
    {
        var r = new Operand[e.Inputs.Length];
        for (int i = 0; i < r.Length; i++)
        {
            var v = e.Inputs[i];
            r[i] = new(v.Type, v is Variable u ? linear[u.Index] ? null : values[u.Index] : v);
        }
        return r;
    }
}
