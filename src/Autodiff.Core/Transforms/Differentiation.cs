using Autodiff.Tracing;

namespace Autodiff.Transforms;

/// <summary>Forward mode and linearization of functions of values, under any current trace.</summary>
static class Differentiation
{
    /// <summary>The results and their tangents. A null tangent, given or returned, is zero.</summary>
    public static (Value[] Y, Value?[] DY) Jvp(Func<Value[], Value[]> f, Value[] x, Value?[] dx)
    {
        var trace = new JvpTrace(Trace.Current);
        var duals = new Value[x.Length];
        for (int i = 0; i < x.Length; i++) duals[i] = trace.Join(x[i], dx[i]);
        return Split(trace, Run(trace, f, duals));
    }

    /// <summary>The results, and the linear map of tangents at x.</summary>
    /// <param name="f">The function.</param>
    /// <param name="x">The point.</param>
    /// <param name="which">The inputs that have a tangent.</param>
    public static (Value[] Y, LinearMap Map) Linearize(Func<Value[], Value[]> f, Value[] x, Mask which)
    {
        var linear = new StagingTrace(Trace.Current);
        var trace = new JvpTrace(Trace.Current, linear);
        var duals = new Value[x.Length];
        for (int i = 0; i < x.Length; i++) duals[i] = which[i] ? trace.Join(x[i], linear.NewInput(x[i].Type.Strong)) : x[i];
        var (y, dy) = Split(trace, Run(trace, f, duals));
        var outputs = Mask.Present(dy);
        var (graph, residuals) = linear.Close(outputs.Pick(dy)!);
        return (y, new(graph, residuals, which, outputs));
    }

    static Value[] Run(Trace trace, Func<Value[], Value[]> f, Value[] x)
    {
        using var _ = Trace.Enter(trace);
        return f(x);
    }

    static (Value[], Value?[]) Split(JvpTrace trace, Value[] r)
    {
        var y = new Value[r.Length];
        var dy = new Value?[r.Length];
        for (int i = 0; i < r.Length; i++) (y[i], dy[i]) = trace.Split(r[i]);
        return (y, dy);
    }
}
