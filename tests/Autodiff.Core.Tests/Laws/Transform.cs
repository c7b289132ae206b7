using Autodiff.Graphs;
using Autodiff.Tracing;
using Autodiff.Transforms;

namespace Autodiff.Core.Tests.Laws;

/// <summary>The transforms, in the form that the laws use.</summary>
static class Transform
{
    /// <summary>The function from arguments and cotangents (one for each floating-point result) to the cotangents of the marked arguments.</summary>
    public static Func<Value[], Value[]> Gradient(Func<Value[], Value[]> f, bool[] which) => v =>
    {
        var x = v[..which.Length];
        var (y, map) = Differentiation.Linearize(f, x, new(which));
        int next = which.Length;
        var ct = Array.ConvertAll(y, u => u.Type.IsFloat ? v[next++] : null);
        return [.. Numeric.Instantiate(map.Pull(ct), x).Where((_, i) => which[i])];
    };

    /// <summary>The results for all items at once, each with a leading axis.</summary>
    public static Value[] Vmap(Func<Value[], Value[]> f, Value[] x, bool[] mask, int size) => Vectorization.Vmap(f, x, new(mask), size);

    /// <summary>The function, traced and then replayed.</summary>
    public static Func<Value[], Value[]> Staged(Func<Value[], Value[]> f) => x =>
    {
        var (g, captured) = Stage(f, x);
        return Interpreter.Run(g, [.. x, .. captured]);
    };

    /// <summary>The function, traced, rewritten by every pass, and then replayed.</summary>
    public static Func<Value[], Value[]> Optimized(Func<Value[], Value[]> f) => x =>
    {
        var (g, captured) = Stage(f, x);
        return Interpreter.Run(Passes.Optimize(g), [.. x, .. captured]);
    };

    /// <summary>The same function, traced and called.</summary>
    public static Func<Value[], Value[]> Called(Func<Value[], Value[]> f) => x =>
    {
        var (g, captured) = Stage(f, x);
        return new Call("f", g).Bind([.. x, .. captured]);
    };

    /// <summary>The graph of a function for arguments like these, and the captured values.</summary>
    public static (Graph Graph, Value[] Captured) Stage(Func<Value[], Value[]> f, Value[] x) => Interpreter.Stage(f, Array.ConvertAll(x, v => v.Type));
}
