using Autodiff.Graphs;

namespace Autodiff.Tracing;

/// <summary>The values of outer traces that a graph has for inputs.</summary>
/// <param name="parent">The trace around: almost all are variables of it, and these are found by their index.</param>
sealed class Captures(Trace? parent)
{
    readonly PooledList<Variable> inputs = new();
    readonly PooledList<Value> values = new();
    readonly PooledList<Variable?> ofParent = new();
    readonly Dictionary<Value, Variable> others = new(ReferenceEqualityComparer.Instance);

    /// <summary>How many there are.</summary>
    public int Count => values.Count;

    /// <summary>The i-th.</summary>
    public Value this[int i] => values[i];

    /// <summary>The input that stands for a value, null where none does yet.</summary>
    public Variable? Find(Value v) => v is Variable u && u.Owner == parent
        ? u.Index < ofParent.Count ? ofParent[u.Index] : null
        : others.GetValueOrDefault(v);

    /// <summary>Lets an input stand for a value.</summary>
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

    /// <summary>The inputs and what they stand for; nothing is kept.</summary>
    public (Variable[] Inputs, Value[] Values) Take()
    {
        var r = (inputs.Take(), values.Take());
        Clear();
        return r;
    }

    /// <summary>Lets go of everything.</summary>
    public void Clear()
    {
        inputs.Clear();
        values.Clear();
        ofParent.Clear();
        others.Clear();
    }
}
