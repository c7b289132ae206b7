namespace Autodiff.Graphs;

/// <summary>
/// An immutable program: equations in an order in which each uses only what is known. Compared by reference; what is derived from it is kept with it.
/// </summary>
sealed class Graph
{
    readonly Dictionary<object, object> derived = [];
    int[]? lastUses;
    bool? hasEffect, isOpenEnded, isForeign;

    internal Graph(Variable[] inputs, Equation[] equations, Value[] outputs, int variables) =>
        (Inputs, Equations, Outputs, Variables) = (inputs, equations, outputs, variables);

    /// <summary>The parameters.</summary>
    public Variable[] Inputs { get; }

    /// <summary>The steps.</summary>
    public Equation[] Equations { get; }

    /// <summary>The results: variables, or tensors where they are constant.</summary>
    public Value[] Outputs { get; }

    /// <summary>More than the greatest index of a variable: the size of an array that holds something for each.</summary>
    public int Variables { get; }

    /// <summary>The types of the parameters.</summary>
    public TensorType[] InputTypes => Array.ConvertAll(Inputs, v => v.Type);

    /// <summary>The types of the results.</summary>
    public TensorType[] OutputTypes => Array.ConvertAll(Outputs, v => v.Type);

    /// <summary>The number of equations, those of inner graphs included.</summary>
    public int Size
    {
        get
        {
            int n = Equations.Length;
            foreach (var e in Equations)
                foreach (var g in e.Primitive.Graphs) n += g.Size;
            return n;
        }
    }

    /// <summary>Whether an equation does something beside giving its results.</summary>
    public bool HasEffect => hasEffect ??= Any(p => p.HasEffect);

    /// <summary>Whether there is a loop in it that need not end.</summary>
    internal bool IsOpenEnded => isOpenEnded ??= Any(p => p.IsOpenEnded);

    /// <summary>Whether there is a program in it that only its own backend runs.</summary>
    internal bool IsForeign => isForeign ??= Any(p => p.IsForeign);

    /// <summary>How many operations a run takes, at most, those of loops counted each time; infinity where there is no bound.</summary>
    internal double RunLength => Equations.Sum(e => e.Primitive.RunLength);

    /// <summary>Whether an equation is a call that may be replaced by its body.</summary>
    internal bool HasInlined => Any(p => p.Inlined is not null);

    /// <summary>The same results without effects, in the same variables: what may be computed more often than the user's code is run.</summary>
    internal Graph Silent => !HasEffect ? this : Derived(nameof(Silent), () =>
    {
        var quiet = Equations.Select(e => (Equation: e, e.Primitive.Silent)).Where(q => q.Silent is not null);
        return new Graph(Inputs, [.. quiet.Select(q => q.Equation.With(q.Silent!))], Outputs, Variables);
    });

    /// <summary>A transform of this graph, made once for a key; bounded, for a graph may be asked for many sizes.</summary>
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

    /// <summary>The values of atoms: variables are looked up, tensors are themselves.</summary>
    internal static Value[] Read(Value?[] environment, Value[] atoms)
    {
        var r = new Value[atoms.Length];
        for (int i = 0; i < r.Length; i++) r[i] = atoms[i] is Variable v ? environment[v.Index]! : atoms[i];
        return r;
    }

    /// <summary>The same for the n-th equation; what is not needed after it is let go of.</summary>
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

    /// <summary>This graph with other outputs, which are atoms of it.</summary>
    internal Graph WithOutputs(Value[] outputs) => new(Inputs, Equations, outputs, Variables);

    /// <summary>Of each output, whether it is made from the marked inputs and constants alone.</summary>
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

    /// <summary>The equation that makes each variable, -1 for an input.</summary>
    internal int[] Producers()
    {
        var r = new int[Variables];
        Array.Fill(r, -1);
        for (int n = 0; n < Equations.Length; n++)
            foreach (var o in Equations[n].Outputs) r[o.Index] = n;
        return r;
    }

    /// <summary>The text, in the notation of JAX's jaxpr.</summary>
    public override string ToString() => GraphPrinter.Print(this);
}
