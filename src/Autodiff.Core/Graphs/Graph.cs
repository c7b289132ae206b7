namespace Autodiff.Graphs;

/// <summary>
/// An immutable program. Each equation uses only inputs and outputs of earlier equations. Graphs are compared by reference; transforms of a graph are stored with it.
/// </summary>
sealed class Graph
{
    readonly Dictionary<object, object> derived = [];
    int[]? lastUses;
    bool? hasEffect, isOpenEnded, isForeign, chooses;
    long size;
    double runLength = -1;

    internal Graph(Variable[] inputs, Equation[] equations, Value[] outputs, int variables) =>
        (Inputs, Equations, Outputs, Variables) = (inputs, equations, outputs, variables);

    /// <summary>The input variables.</summary>
    public Variable[] Inputs { get; }

    /// <summary>The equations.</summary>
    public Equation[] Equations { get; }

    /// <summary>The outputs: variables, or tensors if they are constant.</summary>
    public Value[] Outputs { get; }

    /// <summary>An upper bound of the indices of variables: the size of an array with an entry for each variable.</summary>
    public int Variables { get; }

    /// <summary>The types of the inputs.</summary>
    public TensorType[] InputTypes => Array.ConvertAll(Inputs, v => v.Type);

    /// <summary>The types of the outputs.</summary>
    public TensorType[] OutputTypes => Array.ConvertAll(Outputs, v => v.Type);

    /// <summary>The number of equations, including those of inner graphs wherever they are used. It is kept: graphs that share graphs grow exponentially when they are expanded.</summary>
    public long Size
    {
        get
        {
            if (size > 0) return size;
            Int128 n = Equations.Length;
            foreach (var e in Equations)
                foreach (var g in e.Primitive.Graphs) n += g.Size;
            return size = (long)Int128.Min(n, long.MaxValue);
        }
    }

    /// <summary>Whether an equation has an effect.</summary>
    public bool HasEffect => hasEffect ??= Any(p => p.HasEffect);

    /// <summary>Whether the graph contains a loop that may never end.</summary>
    internal bool IsOpenEnded => isOpenEnded ??= Any(p => p.IsOpenEnded);

    /// <summary>Whether the graph contains an imported program, which only its own backend runs.</summary>
    internal bool IsForeign => isForeign ??= Any(p => p.IsForeign);

    /// <summary>Whether an equation chooses elements of its operands.</summary>
    internal bool Chooses => chooses ??= Any(p => p.Chooses);

    /// <summary>The greatest number of operations that a run takes, with those of loops counted for each iteration. Infinity if there is no bound.</summary>
    internal double RunLength => runLength >= 0 ? runLength : runLength = Equations.Sum(e => e.Primitive.RunLength);

    /// <summary>Whether an equation is a call that may be inlined.</summary>
    internal bool HasInlined => Any(p => p.Inlined is not null);

    /// <summary>The graph less its effects, with the same variables. It may be run more often than the user's code.</summary>
    internal Graph Silent => !HasEffect ? this : Derived(nameof(Silent), () =>
    {
        var quiet = Equations.Select(e => (Equation: e, e.Primitive.Silent)).Where(q => q.Silent is not null);
        return new Graph(Inputs, [.. quiet.Select(q => q.Equation.With(q.Silent!))], Outputs, Variables);
    });

    /// <summary>A transform of this graph, made once for each key. The number of transforms is bounded, because keys may contain sizes.</summary>
    internal T Derived<T>(object key, Func<T> make) where T : class
    {
        const int bound = 64;
        lock (derived)
            if (derived.TryGetValue(key, out var known)) return (T)known;
        var made = make();
        lock (derived)
        {
            if (derived.Count >= bound) derived.Clear();
            derived[key] = made;
        }
        return made;
    }

    bool Any(Func<Primitive, bool> has)
    {
        foreach (var e in Equations)
            if (has(e.Primitive)) return true;
        return false;
    }

    /// <summary>The values of atoms: variables are looked up, tensors are constants.</summary>
    internal static Value[] Read(Value?[] environment, Value[] atoms)
    {
        var r = new Value[atoms.Length];
        for (int i = 0; i < r.Length; i++) r[i] = atoms[i] is Variable v ? environment[v.Index]! : atoms[i];
        return r;
    }

    /// <summary>The values of the inputs of the n-th equation. Values that no later equation needs are removed from the environment.</summary>
    internal Value[] ReadFor(int n, Value?[] environment)
    {
        var atoms = Equations[n].Inputs;
        var r = Read(environment, atoms);
        lastUses ??= FindLastUses();
        foreach (var a in atoms)
            if (a is Variable v && lastUses[v.Index] == n) environment[v.Index] = null;
        return r;
    }

    int[] FindLastUses()
    {
        var r = new int[Variables];
        for (int n = 0; n < Equations.Length; n++)
            foreach (var x in Equations[n].Inputs)
                if (x is Variable v) r[v.Index] = n;
        foreach (var o in Outputs)
            if (o is Variable v) r[v.Index] = int.MaxValue;
        return r;
    }

    /// <summary>The graph with other atoms of it as outputs.</summary>
    internal Graph WithOutputs(Value[] outputs) => new(Inputs, Equations, outputs, Variables);

    /// <summary>For each output, whether it depends only on the marked inputs and constants.</summary>
    internal bool[] DependsOnlyOn(bool[] inputs)
    {
        var known = new bool[Variables];
        for (int i = 0; i < inputs.Length; i++) known[Inputs[i].Index] = inputs[i];
        bool Known(Value v) => v is not Variable u || known[u.Index];
        foreach (var e in Equations)
        {
            bool all = Array.TrueForAll(e.Inputs, Known);
            foreach (var o in e.Outputs) known[o.Index] = all;
        }
        return Array.ConvertAll(Outputs, Known);
    }

    /// <summary>The index of the equation that computes each variable, or -1 for an input.</summary>
    internal int[] Producers()
    {
        var r = new int[Variables];
        Array.Fill(r, -1);
        for (int n = 0; n < Equations.Length; n++)
            foreach (var o in Equations[n].Outputs) r[o.Index] = n;
        return r;
    }

    /// <summary>Checks that the graph is well formed, as tests do with the result of every trace, pass and transform.</summary>
    /// <exception cref="InvalidOperationException">The graph is not well formed. The message says where.</exception>
    internal void Verify() => new GraphVerifier().Verify(this);

    /// <summary>The text, in the notation of JAX's jaxpr.</summary>
    public override string ToString() => GraphPrinter.Print(this);
}
