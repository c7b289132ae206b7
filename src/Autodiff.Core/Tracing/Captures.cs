using Autodiff.Graphs;

namespace Autodiff.Tracing;

/// <summary>The values of outer traces that are inputs of a graph.</summary>
/// <param name="parent">The enclosing trace. Almost all values are its variables, which are found by their index.</param>
sealed class Captures(Trace? parent)
{
    readonly PooledList<Variable> inputs = new();
    readonly PooledList<Value> values = new();
    readonly PooledList<Variable?> ofParent = new();
    readonly Dictionary<Value, Variable> others = new(ReferenceEqualityComparer.Instance);

    /// <summary>The number of captured values.</summary>
    public int Count => values.Count;

    /// <summary>The i-th captured value.</summary>
    public Value this[int i] => values[i];

    /// <summary>The input for a value, or null if there is none yet.</summary>
    public Variable? Find(Value v) => v is Variable u && u.Owner == parent
        ? u.Index < ofParent.Count ? ofParent[u.Index] : null
        : others.GetValueOrDefault(v);

    /// <summary>Adds an input for a value.</summary>
    public void Add(Value v, Variable input)
    {
        inputs.Add(input);
        values.Add(v);
        if (v is not Variable u || u.Owner != parent)
        {
            others.Add(v, input);
            return;
        }
        ofParent.Fill(u.Index + 1, null);
        ofParent[u.Index] = input;
    }

    /// <summary>The inputs and their values. Nothing is kept.</summary>
    public (Variable[] Inputs, Value[] Values) Take()
    {
        var r = (inputs.Take(), values.Take());
        Clear();
        return r;
    }

    /// <summary>Removes everything.</summary>
    public void Clear()
    {
        inputs.Clear();
        values.Clear();
        ofParent.Clear();
        others.Clear();
    }
}
