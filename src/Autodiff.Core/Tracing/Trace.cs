using Autodiff.Graphs;

namespace Autodiff.Tracing;

/// <summary>
/// An interpreter of operations, with a parent. Dispatch is by the current trace of the thread, not by the data: the rules of a trace run with its parent
/// current and are written with the public operations, so traces nest without code of their own (as in JAX's autodidax2).
/// </summary>
abstract class Trace
{
    [ThreadStatic] static Trace? current;
    [ThreadStatic] static int line;

    private protected Trace(Trace? parent) => Parent = parent;

    /// <summary>The trace that this one's rules run under; null for evaluation, and once a staging trace is closed.</summary>
    public Trace? Parent { get; private protected set; }

    /// <summary>The trace that interprets the operations of this thread.</summary>
    public static Trace Current => current ?? EvaluationTrace.Instance;

    /// <summary>The script's line of the equation that is being replayed on this thread, 0 where none is: what rules record comes from it.</summary>
    internal static int Line { get => line; set => line = value; }

    /// <summary>Applies a primitive.</summary>
    /// <returns>A new array of values, which is never one of tensors or variables: its users take spans of it and write to it.</returns>
    public abstract Value[] Process(Primitive primitive, Value[] x);

    /// <summary>Applies a primitive with one result, without an array around it.</summary>
    public virtual Value ProcessOne(SingleResult primitive, Value[] x) => Process(primitive, x)[0];

    /// <summary>Makes a trace current, until the scope is disposed of.</summary>
    public static Scope Enter(Trace trace)
    {
        var scope = new Scope(current);
        current = trace;
        return scope;
    }

    /// <summary>Keeps the line for when the scope is disposed of: meanwhile equations are replayed with theirs.</summary>
    internal static LineScope KeepLine() => new(line);

    /// <summary>Whether a trace is this one or an ancestor.</summary>
    internal bool Sees(object? trace)
    {
        for (Trace? t = this; t is not null; t = t.Parent)
            if (t == trace) return true;
        return false;
    }

    /// <summary>Brings back the trace that was current.</summary>
    public readonly ref struct Scope
    {
        readonly Trace? previous;

        internal Scope(Trace? previous) => this.previous = previous;

        /// <inheritdoc cref="IDisposable.Dispose"/>
        public void Dispose() => current = previous;
    }

    /// <summary>Brings back the line.</summary>
    internal readonly ref struct LineScope(int previous)
    {
        public void Dispose() => line = previous;
    }
}

/// <summary>Applies primitives under the current trace.</summary>
static class Binding
{
    /// <summary>The results of a primitive for these operands.</summary>
    public static Value[] Bind(this Primitive primitive, params Value[] x) => Trace.Current.Process(primitive, x);

    /// <summary>The result of a primitive that has one.</summary>
    public static Value Bind(this SingleResult primitive, params Value[] x) => Trace.Current.ProcessOne(primitive, x);
}
