using Autodiff.Graphs;
using Autodiff.Tracing.Paths;

namespace Autodiff.Tracing;

/// <summary>Records equations. A value of an outer trace becomes a captured input of the graph.</summary>
/// <remarks>
/// An input may stand for a value that the parent knows, such as an argument of the current call or an operand of a branch. Conditions that depend on it then have answers,
/// see <see cref="Concrete"/>. A carry of a loop or an item of a batch stands for many values and has none.
/// </remarks>
sealed partial class StagingTrace : Trace
{
    readonly string kind;
    readonly bool recordsLines;
    readonly List<Variable> inputs = [];
    readonly Captures captured;
    readonly TensorType[][] scratch = [[], new TensorType[1], new TensorType[2], new TensorType[3]];
    readonly PooledList<Equation> equations = new();
    readonly PooledList<int> origins = new();
    int count;
    OperationBound bound;
    bool closed;

    /// <summary>A trace of a body that runs no script.</summary>
    internal StagingTrace(Trace? parent) : this(parent, "a traced body", null, null, false) { }

    internal StagingTrace(Trace? parent, string kind, Actual[]? actuals, PathRecord? path, bool recordsLines) : base(parent) =>
        (this.kind, this.actuals, Path, this.recordsLines, captured) = (kind, actuals, path, recordsLines, new(parent));

    /// <summary>A new input of the graph.</summary>
    internal Variable NewInput(TensorType type)
    {
        var v = NewVariable(type, Origin.Input(inputs.Count));
        inputs.Add(v);
        return v;
    }

    public override Value[] Process(Primitive primitive, Value[] x)
    {
        var types = new TensorType[x.Length];
        x = Lift(x, types, primitive.Name);
        var t = primitive.Infer(types);
        var y = new Variable[t.Length];
        for (int i = 0; i < t.Length; i++) y[i] = NewVariable(t[i], Origin.Equation(equations.Count));
        equations.Add(new(primitive, x, y, CurrentLine()));
        return Array.ConvertAll(y, v => (Value)v);
    }

    public override Value ProcessOne(SingleResult primitive, Value[] x)
    {
        var types = x.Length < scratch.Length ? scratch[x.Length] : new TensorType[x.Length];
        x = Lift(x, types, primitive.Name);
        var y = NewVariable(primitive.InferOne(types), Origin.Equation(equations.Count));
        equations.Add(new(primitive, x, y, CurrentLine()));
        return y;
    }

    /// <summary>Runs code with this trace current, and closes the trace with the result. If the code fails the trace is closed too, and its variables are invalid.</summary>
    internal (Graph Graph, Value[] Captured) Record(Func<Value[]> code)
    {
        using var _ = Enter(this);
        try
        {
            return Close(code());
        }
        finally
        {
            End();
        }
    }

    /// <summary>Closes the trace. The inputs of the graph are the requested ones, then one for each captured value.</summary>
    internal (Graph Graph, Value[] Captured) Close(Value[] outputs)
    {
        var o = Array.ConvertAll(outputs, v => Lift(v, "the result"));
        var (captureInputs, captures) = captured.Take();
        var g = new Graph([.. inputs, .. captureInputs], equations.Take(), o, count);
        End();
        return (g, captures);
    }

    // Variables keep this object alive, so it releases what only tracing needs.
    void End()
    {
        closed = true;
        inputs.Clear();
        captured.Clear();
        equations.Clear();
        origins.Clear();
        values.Clear();
        valueNumbers.Clear();
        (Parent, hoisted, numberedCalls) = (null, null, null);
    }

    /// <summary>The error for a tracer that is used while its trace is not current.</summary>
    internal static AdException Escaped(Value x, string where)
    {
        string born = x is Variable { Owner: StagingTrace t } ? $" of {t.kind}" : "";
        return new($"{where}: a traced value ({x.Type}){born} is used outside the function in which it was traced. Return it from the traced code instead of keeping it in a variable.", ErrorId.EscapedTracer);
    }

    Variable NewVariable(TensorType type, int origin)
    {
        Interruption.Check();
        bound.Check(count);
        origins.Add(origin);
        return new(this, type, count++);
    }

    int CurrentLine() => Line != 0 ? Line : recordsLines ? ScriptHost.Current.Line() : 0;

    Value[] Lift(Value[] x, TensorType[] types, string where)
    {
        if (closed) throw new AdException($"{where}: the trace of {kind} has ended.", ErrorId.EscapedTracer);
        bool own = false;
        for (int i = 0; i < x.Length; i++)
        {
            var v = Lift(x[i], where);
            types[i] = v.Type;
            if (ReferenceEquals(v, x[i])) continue;
            if (!own) x = (Value[])x.Clone();
            own = true;
            x[i] = v;
        }
        return x;
    }

    Value Lift(Value v, string where)
    {
        if (v is Tensor || v is Variable u && u.Owner == this) return v;
        if (captured.Find(v) is { } known) return known;
        if (Parent is null || !Parent.Sees(((Tracer)v).Owner)) throw Escaped(v, where);
        var c = NewVariable(v.Type, Origin.Capture(captured.Count));
        captured.Add(v, c);
        return c;
    }

    /// <summary>The origin of a variable, encoded as an int: an equation, an input, or a captured value.</summary>
    static class Origin
    {
        const int captureBase = int.MinValue;

        public static int Equation(int i) => i;
        public static int Input(int i) => ~i;
        public static int Capture(int i) => captureBase + i;
        public static bool IsEquation(int origin) => origin >= 0;
        public static bool IsCapture(int origin) => origin < captureBase / 2;
        public static int Index(int origin) => origin >= 0 ? origin : IsCapture(origin) ? origin - captureBase : ~origin;
    }
}
