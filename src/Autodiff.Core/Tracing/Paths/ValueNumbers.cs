using System.Runtime.CompilerServices;
using Autodiff.Graphs;

namespace Autodiff.Tracing.Paths;

/// <summary>One step of a walk: an argument, a constant, or a primitive applied to results of earlier steps.</summary>
/// <param name="Primitive">The primitive; null for an argument or a constant.</param>
/// <param name="Inputs">The value numbers of the operands.</param>
/// <param name="Outputs">The value numbers of the results; -1 for a result that nothing needs.</param>
/// <param name="Constant">The constant.</param>
sealed record Step(Primitive? Primitive, int[] Inputs, int[] Outputs, Tensor? Constant);

/// <summary>
/// Value numbering of all that the paths of one function compute for their conditions. Two traces use it to see that they met the same condition: equal primitives of
/// equal numbers have one number, inner graphs are compared by structure, and a call is numbered through its body. Each row uses only earlier rows.
/// </summary>
sealed class ValueNumbers
{
    sealed record Row(Primitive? Primitive, int[] Inputs, int Output, Value? Atom, bool IsConstant);

    readonly List<Row> rows = [];
    readonly Dictionary<Key, int> known = [];
    readonly Dictionary<int, List<Tensor>> pinned = [];

    /// <summary>The arguments have the numbers 0, 1, ….</summary>
    public ValueNumbers(int arguments)
    {
        for (int i = 0; i < arguments; i++) rows.Add(new(null, [], i, null, false));
        Arguments = arguments;
    }

    public int Arguments { get; }

    public int Count => rows.Count;

    public bool IsConstant(int number) => rows[number].IsConstant;

    /// <summary>The numbers that a value has been pinned to, in the order in which every path compares it with them.</summary>
    public List<Tensor> Pinned(int number)
    {
        if (!pinned.TryGetValue(number, out var values)) pinned.Add(number, values = []);
        return values;
    }

    /// <summary>The name of the primitive that computes a value.</summary>
    public string NameOf(int number) => rows[number].Primitive?.Name ?? "an argument";

    /// <summary>The number of a constant, or of a value of an outer trace.</summary>
    public int Atom(Value v) => Find(new(null, [], 0, v), v is Tensor);

    /// <summary>The number of a result of a primitive.</summary>
    public int Result(Primitive primitive, int[] inputs, int output) => Find(new(primitive, inputs, output, null), Array.TrueForAll(inputs, IsConstant));

    /// <summary>The number of an atom of a graph, given the numbers of the graph's inputs. Numbers that the atom needs are filled in.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="root">One of its variables, or a constant.</param>
    /// <param name="numbers">The number of each variable; -1 if it is not known yet.</param>
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

    /// <summary>The number of a result of an equation. For a call it is the number of the result of its body.</summary>
    public int Result(Primitive primitive, int[] inputs, int output, Graph? body)
    {
        if (body is null) return Result(primitive, inputs, output);
        var inner = new int[body.Variables];
        Array.Fill(inner, -1);
        for (int i = 0; i < inputs.Length; i++) inner[body.Inputs[i].Index] = inputs[i];
        return Inside(body, body.Outputs[output], inner);
    }

    /// <summary>The steps that compute a number, in order, less those already known. Their results are known afterwards.</summary>
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
