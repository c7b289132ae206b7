using Autodiff.Tracing;
using Autodiff.Tracing.Paths;

namespace Autodiff.Functions;

/// <summary>A function of the user's code or of a stored program, specialized once for each signature and each path through its conditions.</summary>
sealed class TracedFunction : Function
{
    /// <summary>The number of signatures that are kept. The least recently used are removed.</summary>
    public const int MaxSignatures = 256;

    readonly FunctionSource source;
    readonly RecentlyUsed<Signature, SignatureEntry> entries = new(MaxSignatures);
    int traces;

    public TracedFunction(string name, IReadOnlyList<string> parameters, FunctionSource source) : base(name, parameters) => this.source = source;

    internal override TracedFunction Root => this;

    /// <summary>What it is made of.</summary>
    internal FunctionSource Source => source;

    /// <summary>The number of times that the code has been traced.</summary>
    internal int Traces => Volatile.Read(ref traces);

    internal IReadOnlyList<SignatureEntry> Entries => [.. entries.Pairs.Select(p => p.Value)];

    internal override Arguments ToRoot(Arguments arguments) => arguments;

    internal override Specialization Derive(Specialization specialization, Arguments arguments) => specialization;

    internal override IEnumerable<Specialization> Traced() => Entries.SelectMany(e => e.Paths.All());

    public void Clear()
    {
        foreach (var e in Entries) e.Paths.Last = null;
        entries.Clear();
    }

    /// <summary>The entry for the signature of a call; null if it has not been traced.</summary>
    public SignatureEntry? Find(Arguments arguments) => entries.Find(SignatureOf(arguments));

    /// <summary>The specialization for the arguments: walks the paths, and traces if there is none yet.</summary>
    public Specialization FindOrTrace(Arguments arguments)
    {
        if (Find(arguments) is { } entry && Walk(entry, arguments) is { } known) return known;
        if (!source.RunsHere) throw ForeignThread(arguments);
        // The code reads the current values of the variables, which may have changed since a stream read them.
        return TraceFor(arguments with { Free = source.FreeVariables() });
    }

    static Signature SignatureOf(Arguments arguments) => new(arguments.Definition, new(arguments.Types), arguments.Free);

    Specialization? Walk(SignatureEntry entry, Arguments arguments)
    {
        if (entry.Paths.Walk(arguments.Leaves) is not { } known) return null;
        entry.Hit();
        return known;
    }

    Specialization TraceFor(Arguments arguments)
    {
        // It exists before it is traced, so that a function may call itself.
        var entry = entries.GetOrAdd(SignatureOf(arguments), s => new(s));
        // A thread that is tracing may hold a lock that another thread waits for. It never waits, but traces for itself and keeps nothing.
        bool nested = Trace.Current is not EvaluationTrace;
        if (nested && !entry.Tracing.TryEnter()) return TracePath(entry.Signature, new(arguments.Leaves.Length), arguments, out _);
        if (!nested) entry.Tracing.Enter();
        try
        {
            return Walk(entry, arguments) ?? TraceAndKeep(entry, arguments);
        }
        finally
        {
            entry.Tracing.Exit();
        }
    }

    Specialization TraceAndKeep(SignatureEntry entry, Arguments arguments)
    {
        var paths = entry.Paths;
        if (entry.IsFull)
        {
            WarnOfBound(entry);
            // Value numbers of a path that is not kept must not be kept either.
            return TracePath(entry.Signature, new(arguments.Leaves.Length), arguments, out _);
        }
        bool isKept = false;
        try
        {
            var specialization = TracePath(entry.Signature, paths.Numbers, arguments, out var path);
            if (specialization.Captured.Length > 0 || path.IsPrivate) return specialization;
            isKept = true;
            // A recursive call inside the trace may have filled the entry, or found a contradiction.
            if (entry.Paths != paths || entry.IsFull) return specialization;
            if (paths.Conflict(path) is not { } conflict) return paths.Add(path, specialization);
            Discard(entry, conflict);
            return specialization;
        }
        finally
        {
            // Not in a catch block: an infinite recursion fails at the end of the stack, and each rethrow would need more stack.
            if (!isKept && entry.Paths.Count == 0) entries.Remove(entry.Signature);
        }
    }

    Specialization TracePath(Signature signature, ValueNumbers numbers, Arguments arguments, out PathRecord path)
    {
        Interlocked.Increment(ref traces);
        path = new(numbers);
        return source.Specialize(Name, signature, arguments, path);
    }

    void Discard(SignatureEntry entry, (string Before, string Now) conflict)
    {
        entry.Discard();
        if (entry.Discarded > 1) return;
        ScriptHost.Current.Warn($"{Name} evaluated {conflict.Now} where an earlier call with the same results so far evaluated {conflict.Before}. Its code is not deterministic: it may read a counter, a clock or a random number. Its traces are discarded.");
    }

    void WarnOfBound(SignatureEntry entry)
    {
        if (entry.WarnedOfBound || entry.Discarded > 1) return;
        entry.WarnedOfBound = true;
        int line = entry.Paths.BusiestLine();
        ScriptHost.Current.Warn($"{Name} has taken {PathTree.MaxPaths} different paths through its conditions{(line > 0 ? $"; most of them part at line {line}" : "")}. No more paths are kept, so each new path is traced again. Use {Spell.Name("Ad.Where")} or {Spell.Name("Ad.WhileLoop")} instead of the condition.");
    }

    AdException ForeignThread(Arguments arguments) => new(
        $"{Name}({SignatureOf(arguments)}) must be traced, but a script block runs only in the runspace that created it. Call the function there first, with arguments of these types. Then any thread can call it, as long as the variables that it reads do not change.", ErrorId.ForeignThread);
}
