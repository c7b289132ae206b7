using Autodiff.Tracing;
using Autodiff.Tracing.Paths;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>A function that traces the user's code, once for each signature and each path through its conditions.</summary>
sealed class TracedFunction : Function
{
    /// <summary>The number of signatures that are kept. The least recently used are removed.</summary>
    public const int MaxSignatures = 256;

    readonly Body body;
    readonly RecentlyUsed<Signature, SignatureEntry> entries = new(MaxSignatures);
    object? free;
    int heldBy, holds, traces;
    long hits;

    public TracedFunction(string name, IReadOnlyList<string> parameters, Body body) : base(name, parameters) => this.body = body;

    internal override TracedFunction Root => this;

    /// <summary>The user's code.</summary>
    internal Body Body => body;

    /// <summary>The number of times that the code has been traced.</summary>
    internal int Traces => Volatile.Read(ref traces);

    /// <summary>The number of calls that found a traced path.</summary>
    internal long Hits => Interlocked.Read(ref hits);

    internal IReadOnlyList<SignatureEntry> Entries => [.. entries.Pairs.Select(p => p.Value)];

    internal override Arguments ToRoot(Arguments arguments) => arguments;

    internal override Specialization Derive(Specialization specialization, Arguments arguments) => specialization;

    internal override IEnumerable<Specialization> Traced() => Entries.SelectMany(e => e.Paths.All());

    public void Clear()
    {
        foreach (var e in Entries) e.Paths.Last = null;
        entries.Clear();
    }

    /// <summary>Compares the free variables now, and not again on this thread until the scope is disposed.</summary>
    /// <returns>The scope; null on a foreign thread, which cannot run the user's code and always uses the latest comparison.</returns>
    public IDisposable? HoldFreeVariables()
    {
        if (!body.RunsHere) return null;
        free = body.FreeVariables();
        (heldBy, holds) = (Environment.CurrentManagedThreadId, holds + 1);
        return new Hold(this);
    }

    /// <summary>The entry for the signature of these arguments.</summary>
    public SignatureEntry Find(Arguments arguments) =>
        // It exists before it is traced, so that a function may call itself.
        entries.GetOrAdd(new(arguments.Tree, new(arguments.Types), FreeVariables()), s => new(s));

    /// <summary>Whether a path is still that of the latest call of its signature, with the current free variables.</summary>
    public bool HasLast(SignatureEntry entry, Specialization path) => entry.Paths.Last == path && Equals(entry.Signature.Free, FreeVariables());

    // A foreign thread cannot run the user's code and uses the latest comparison.
    object? FreeVariables() => holds > 0 && heldBy == Environment.CurrentManagedThreadId || !body.RunsHere ? free : free = body.FreeVariables();

    public void Hit(SignatureEntry entry)
    {
        Interlocked.Increment(ref hits);
        entry.Hit();
    }

    /// <summary>The specialization for the arguments: walks the paths, and traces if there is none yet.</summary>
    public Specialization Resolve(SignatureEntry entry, Arguments arguments)
    {
        if (entry.Paths.Walk(arguments.Leaves) is { } known)
        {
            Hit(entry);
            return known;
        }
        if (!body.RunsHere) throw ForeignThread(entry.Signature);
        // A thread that is tracing may hold a lock that another thread waits for. It never waits, but traces for itself and keeps nothing.
        bool nested = Trace.Current is not EvaluationTrace;
        if (nested && !entry.Tracing.TryEnter()) return TracePath(entry.Signature, new(arguments.Leaves.Length), arguments, out _);
        if (!nested) entry.Tracing.Enter();
        try
        {
            if (entry.Paths.Walk(arguments.Leaves) is { } meanwhile)
            {
                Hit(entry);
                return meanwhile;
            }
            return TraceAndKeep(entry, arguments);
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
            // A recursive call inside of the trace may have filled the entry, or found a contradiction.
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
        if (!System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new AdException($"{Name} calls itself again and again while it is traced. A recursion must end at a condition of the values that change from call to call; [Ad]::WhileLoop is a loop of any length.", ErrorId.TooDeep);
        path = new(numbers);
        var trace = new StagingTrace(Trace.Current, Name, arguments.Leaves, path, true);
        using var failures = new FailureScope();
        var inputs = Array.ConvertAll(arguments.Leaves, a => (object?)trace.NewInput(a.Type));
        var tree = TreeDefinition.Null;
        var guards = path.Guards;
        var (graph, captured) = trace.Record(() =>
        {
            object? result = Invoke(trace, (object?[])arguments.Tree.Unflatten(inputs)!);
            failures.ThrowIfFailed();
            var results = new List<Value>();
            tree = TreeDefinition.Flatten(result, $"the result of {Name}", results);
            return [.. results, .. guards.Select(g => g.Test)];
        });
        if (Log.Functions) Log.Function($"trace {Name}({signature}): {graph.Size} operations, {guards.Count} conditions, {tree.LeafCount} results");
        return new(graph, tree, [.. guards.Select(g => g.Answer)], [.. guards.Select(g => g.Line)], captured);
    }

    // Code around the call may catch an exception from the user's code. Then the conditions before it have decided what that code does.
    object? Invoke(StagingTrace trace, object?[] arguments)
    {
        bool mayBeCaught = false;
        bool IsOurs(Exception e)
        {
            mayBeCaught = e is not AdException;
            return false;
        }
        try
        {
            return body.Invoke(arguments);
        }
        catch (Exception e) when (IsOurs(e))
        {
            // Unreachable: a rethrow at each level of a deep recursion would need more stack than is left.
            throw;
        }
        finally
        {
            if (mayBeCaught) trace.HandOnConditions();
        }
    }

    void Discard(SignatureEntry entry, (string Before, string Now) conflict)
    {
        entry.Discard();
        if (entry.Discarded > 1) return;
        ScriptHost.Current.Warn($"{Name} asked {conflict.Now} where an earlier call with the same answers so far had asked {conflict.Before}: its code is not deterministic (it may read a counter, a clock or a random number). What was traced is thrown away.");
    }

    void WarnOfBound(SignatureEntry entry)
    {
        if (entry.WarnedOfBound || entry.Discarded > 1) return;
        entry.WarnedOfBound = true;
        int line = entry.Paths.BusiestLine();
        ScriptHost.Current.Warn($"{Name} has taken {PathTree.MaxPaths} different paths through its conditions{(line > 0 ? $", most of them parting at line {line}" : "")}; no more are kept, and each new one costs a trace. [Ad]::WhileLoop or [Ad]::Where in place of the condition makes it one.");
    }

    AdException ForeignThread(Signature signature) => new(
        $"{Name}({signature}) has to be traced, and a script block runs only in the runspace that made it. Call it there once with such arguments first, as in `$null = {Name}.Invoke(…)`; then any thread may call it.", ErrorId.ForeignThread);

    sealed class Hold(TracedFunction function) : IDisposable
    {
        bool disposed;

        public void Dispose()
        {
            if (disposed) return;
            disposed = true;
            function.holds--;
        }
    }
}
