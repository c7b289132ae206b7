using Autodiff.Graphs;

namespace Autodiff.Tracing;

/// <summary>
/// An interpreter of operations, with a parent. The current trace of the thread selects the interpreter, not the data. The rules of a trace run with its parent
/// current and use the public operations, so traces nest with no extra code (as in JAX's autodidax2).
/// </summary>
abstract class Trace
{
    // A field of the thread, because operations are static methods and operators, which receive no trace.
    [ThreadStatic] static (Trace? Trace, int Line) current;

    private protected Trace(Trace? parent) => Parent = parent;

    /// <summary>The trace under which the rules of this one run. Null for evaluation, and for a closed staging trace.</summary>
    public Trace? Parent { get; private protected set; }

    /// <summary>The trace that interprets the operations of this thread.</summary>
    public static Trace Current => current.Trace ?? EvaluationTrace.Eager;

    /// <summary>The line of the script of the equation that is replayed on this thread, or 0. Equations that rules record get this line.</summary>
    internal static int Line { get => current.Line; set => current.Line = value; }

    /// <summary>Applies a primitive.</summary>
    /// <returns>A new array of values, never one of tensors or variables, because callers take spans of it and write to it.</returns>
    public abstract Value[] Process(Primitive primitive, Value[] x);

    /// <summary>Applies a primitive with one result, and allocates no array for it.</summary>
    public virtual Value ProcessOne(SingleResult primitive, Value[] x) => Process(primitive, x)[0];

    /// <summary>Makes a trace current until the scope is disposed.</summary>
    public static Scope Enter(Trace trace)
    {
        var scope = new Scope(current);
        current.Trace = trace;
        return scope;
    }

    /// <summary>Saves the line and restores it when the scope is disposed. In between, replayed equations set their own.</summary>
    internal static Scope KeepLine() => new(current);

    /// <summary>Whether a trace is this one or one of its ancestors.</summary>
    internal bool Sees(object? trace)
    {
        for (Trace? t = this; t is not null; t = t.Parent)
            if (t == trace) return true;
        return false;
    }

    /// <summary>Restores the previous trace and line.</summary>
    public readonly ref struct Scope
    {
        readonly (Trace?, int) previous;

        internal Scope((Trace?, int) previous) => this.previous = previous;

        /// <inheritdoc cref="IDisposable.Dispose"/>
        public void Dispose() => current = previous;
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
