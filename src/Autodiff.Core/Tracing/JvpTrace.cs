using Autodiff.Graphs;

namespace Autodiff.Tracing;

/// <summary>A primal value with its tangent.</summary>
sealed class Dual(JvpTrace owner, Value primal, Value tangent) : Tracer(owner, primal.Type)
{
    public Value Primal => primal;
    public Value Tangent => tangent;
}

/// <summary>
/// Forward mode. If there is a linear trace it linearizes: tangents are variables of that trace, and each rule runs under a split trace. An operation with a tangent among
/// its inputs is recorded in the linear graph; any other goes to the parent. The residuals are the values that the linear graph captures.
/// </summary>
sealed class JvpTrace : Trace
{
    readonly StagingTrace? linear;
    readonly Trace rules;

    public JvpTrace(Trace parent, StagingTrace? linear = null) : base(parent)
    {
        this.linear = linear;
        rules = linear is null ? parent : new SplitTrace(parent, linear);
    }

    public (Value Primal, Value? Tangent) Split(Value v) => v is Dual d && d.Owner == this ? (d.Primal, d.Tangent) : (v, null);

    public Value Join(Value y, Value? dy) => dy is null ? y : new Dual(this, y, dy);

    public override Value[] Process(Primitive primitive, Value[] x)
    {
        if (!HasTangent(x)) return Parent!.Process(primitive, x);
        var (px, dx) = Split(x);
        using var _ = Enter(rules);
        var (y, dy) = linear is null ? primitive.Jvp(px, dx) : primitive.Linearize(px, dx);
        if (Log.Gradient) RuleLog.Write(linear is null ? "jvp" : "linearize", primitive, px, y);
        var r = new Value[y.Length];
        for (int i = 0; i < r.Length; i++) r[i] = Join(Checked(y[i], primitive), dy[i]);
        return r;
    }

    public override Value ProcessOne(SingleResult primitive, Value[] x)
    {
        if (!HasTangent(x)) return Parent!.ProcessOne(primitive, x);
        var (px, dx) = Split(x);
        using var _ = Enter(rules);
        var (y, dy) = primitive.JvpOne(px, dx);
        if (Log.Gradient) RuleLog.Write(linear is null ? "jvp" : "linearize", primitive, px, [y]);
        return Join(Checked(y, primitive), dy);
    }

    bool HasTangent(Value[] x)
    {
        foreach (var v in x)
            if (v is Dual d && d.Owner == this) return true;
        return false;
    }

    (Value[] Primals, Value?[] Tangents) Split(Value[] x)
    {
        var p = new Value[x.Length];
        var d = new Value?[x.Length];
        for (int i = 0; i < x.Length; i++) (p[i], d[i]) = Split(x[i]);
        return (p, d);
    }

    Value Checked(Value y, Primitive primitive) => linear is null || y is not Variable v || v.Owner != linear
        ? y
        : throw new InvalidOperationException($"{primitive.Name} needs a Linearize rule of its own: its result depends on a tangent.");

    sealed class SplitTrace(Trace parent, StagingTrace linear) : Trace(parent)
    {
        public override Value[] Process(Primitive primitive, Value[] x) => (IsLinear(x) ? linear : Parent!).Process(primitive, x);

        public override Value ProcessOne(SingleResult primitive, Value[] x) => (IsLinear(x) ? linear : Parent!).ProcessOne(primitive, x);

        bool IsLinear(Value[] x)
        {
            foreach (var v in x)
                if (v is Variable u && u.Owner == linear) return true;
            return false;
        }
    }
}
