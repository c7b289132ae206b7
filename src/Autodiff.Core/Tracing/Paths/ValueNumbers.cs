using System.Runtime.CompilerServices;
using Autodiff.Graphs;

namespace Autodiff.Tracing.Paths;

/// <summary>One step of a walk: an argument, a constant, or a primitive applied to what earlier steps gave.</summary>
/// <param name="Primitive">Null for an argument or a constant.</param>
/// <param name="Inputs">Value numbers.</param>
/// <param name="Outputs">Value numbers, -1 for a result that nothing needs.</param>
/// <param name="Constant">The constant.</param>
sealed record Step(Primitive? Primitive, int[] Inputs, int[] Outputs, Tensor? Constant);

/// <summary>
/// Numbers what the paths of one function compute for their conditions, so that two traces that meet the same condition see that they do: equal primitives of
/// equal numbers have one number, inner graphs are compared by structure, a call is numbered through its body. Rows are in an order in which each uses only earlier ones.
/// </summary>
sealed class ValueNumbers
{
    sealed record Row(Primitive? Primitive, int[] Inputs, int Output, Value? Atom, bool IsConstant);

    readonly List<Row> rows = [];
    readonly Dictionary<Key, int> known = [];
    readonly Dictionary<int, List<Tensor>> pinned = [];

    /// <summary>Arguments have the numbers 0, 1, ….</summary>
    public ValueNumbers(int arguments)
    {
        for (int i = 0; i < arguments; i++) rows.Add(new(null, [], i, null, false));
        Arguments = arguments;
    }

    public int Arguments { get; }

    public int Count => rows.Count;

    public bool IsConstant(int number) => rows[number].IsConstant;

    /// <summary>The numbers that a value has been pinned to, in the order in which every path asks for them.</summary>
    public List<Tensor> Pinned(int number)
    {
        if (!pinned.TryGetValue(number, out var values)) pinned.Add(number, values = []);
        return values;
    }

    /// <summary>The name of what computes it.</summary>
    public string NameOf(int number) => rows[number].Primitive?.Name ?? "an argument";

    /// <summary>The number of a constant, or of a value of an outer trace.</summary>
    public int Atom(Value v) => Find(new(null, [], 0, v), v is Tensor);

    /// <summary>The number of a result of a primitive.</summary>
    public int Result(Primitive primitive, int[] inputs, int output) => Find(new(primitive, inputs, output, null), Array.TrueForAll(inputs, IsConstant));

    /// <summary>The number of an atom of a graph, given the numbers of its inputs; fills in those of what the atom needs.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="root">One of its variables, or a constant.</param>
    /// <param name="numbers">By variable; -1 where not known yet.</param>
    public int Inside(Graph graph, Value root, int[] numbers)
    {
        if (root is not Variable variable) return Atom(root);
        var producers = (int[])graph.Derived("producers", graph.Producers);
        foreach (int n in BackwardSlice.Of(variable.Index, i => numbers[i] >= 0 ? -1 : producers[i], graph.Equations))
        {
            var e = graph.Equations[n];
            var x = Array.ConvertAll(e.Inputs, a => a is Variable u ? numbers[u.Index] : Atom(a));
            for (int i = 0; i < e.Outputs.Length; i++) numbers[e.Outputs[i].Index] = Result(e.Primitive.Silent!, x, i, e.Primitive.Inlined);
        }
        return numbers[variable.Index];
    }

    /// <summary>The number of a result of an equation; of a call, that of what its body computes.</summary>
    public int Result(Primitive primitive, int[] inputs, int output, Graph? body)
    {
        if (body is null) return Result(primitive, inputs, output);
        var inner = new int[body.Variables];
        Array.Fill(inner, -1);
        for (int i = 0; i < inputs.Length; i++) inner[body.Inputs[i].Index] = inputs[i];
        return Inside(body, body.Outputs[output], inner);
    }

    /// <summary>What has to be run for a number beyond what is known, in order; what it gives is then known.</summary>
    public Step[] StepsTo(int number, HashSet<int> alreadyKnown)
    {
        var need = new List<int>();
        var stack = new Stack<int>([number]);
        while (stack.TryPop(out int n))
        {
            if (!alreadyKnown.Add(n)) continue;
            need.Add(n);
            foreach (int x in rows[n].Inputs) stack.Push(x);
        }
        need.Sort();
        return [.. need.Where(n => n >= Arguments).Select(ToStep)];
    }

    Step ToStep(int n)
    {
        var r = rows[n];
        if (r.Primitive is null) return new(null, [], [n], (Tensor)r.Atom!);
        var outputs = new int[r.Output + 1];
        for (int i = 0; i < r.Output; i++) outputs[i] = known.GetValueOrDefault(new(r.Primitive, r.Inputs, i, null), -1);
        outputs[r.Output] = n;
        return new(r.Primitive, r.Inputs, outputs, null);
    }

    int Find(Key key, bool constant)
    {
        if (known.TryGetValue(key, out int n)) return n;
        known.Add(key, n = rows.Count);
        rows.Add(new(key.Primitive, key.Inputs, key.Output, key.Atom, constant));
        return n;
    }

    sealed class Key(Primitive? primitive, int[] inputs, int output, Value? atom) : IEquatable<Key>
    {
        public Primitive? Primitive { get; } = primitive;
        public int[] Inputs { get; } = inputs;
        public int Output { get; } = output;
        public Value? Atom { get; } = atom;

        public bool Equals(Key? other) => other is not null && Output == other.Output && Inputs.AsSpan().SequenceEqual(other.Inputs)
            && Structure.Same(Primitive, other.Primitive) && (ReferenceEquals(Atom, other.Atom) || Atom is Tensor a && other.Atom is Tensor b && a.SameBits(b));

        public override bool Equals(object? obj) => Equals(obj as Key);

        public override int GetHashCode()
        {
            int h = Output;
            foreach (int i in Inputs) h = h * 31 + i;
            if (Primitive is not null) h = h * 31 + Structure.Hash(Primitive);
            return h * 31 + (Atom is Tensor t ? t.BitsHash() : Atom is null ? 0 : RuntimeHelpers.GetHashCode(Atom));
        }
    }
}
