using Autodiff.Transforms;

namespace Autodiff.Functions;

/// <summary>Jacobians of functions of values: one direction for each element, all at once under vmap.</summary>
static class Jacobians
{
    /// <summary>The derivative of each result with respect to the input <paramref name="by"/>, in forward mode. The shape is result ++ input.</summary>
    public static Value[] Forward(Func<Value[], Value[]> f, Value[] x, int by)
    {
        var type = x[by].Type;
        int n = Tensor.Room(type);
        Value[] types = [];
        var columns = Vectorization.Vmap(e =>
        {
            var dx = new Value?[x.Length];
            dx[by] = e[0];
            var (y, dy) = Differentiation.Jvp(f, x, dx);
            types = y;
            for (int i = 0; i < dy.Length; i++) dy[i] ??= Tensor.Zeros(y[i].Type.IsFloat ? y[i].Type : new(type.DType, y[i].Type.Shape));
            return dy!;
        }, [Basis(type)], Mask.Filled(1, true), n);
        // [n, …result] becomes [result…, …input].
        for (int i = 0; i < columns.Length; i++)
        {
            var last = Ad.MoveAxisTo(columns[i], 0, columns[i].Rank - 1);
            columns[i] = Ad.Reshape(last, new Shape([.. types[i].Type.Shape, .. type.Shape]));
        }
        return columns;
    }

    /// <summary>The derivatives of the first results with respect to some inputs, in reverse mode, and all results.</summary>
    /// <returns>All results; and the derivatives of the first result with respect to each input, then those of the second, and so on.</returns>
    public static (Value[] Y, Value[] Jacobian) Reverse(Func<Value[], Value[]> f, Value[] x, int[] by, int results)
    {
        var (y, map) = Linearize(f, x, by);
        var all = new List<Value>();
        for (int r = 0; r < results; r++)
        {
            var type = y[r].Type;
            var rows = Vectorization.Vmap(e => Pull(map, x, by, r, e[0]), [Basis(type)], Mask.Filled(1, true), Tensor.Room(type));
            for (int k = 0; k < rows.Length; k++) all.Add(Ad.Reshape(rows[k], new Shape([.. type.Shape, .. x[by[k]].Type.Shape])));
        }
        return (y, [.. all]);
    }

    /// <summary>The derivatives of the first result, a scalar, with respect to some inputs, in reverse mode, and all results.</summary>
    public static (Value[] Y, Value[] Gradient) Gradient(Func<Value[], Value[]> f, Value[] x, int[] by)
    {
        var (y, map) = Linearize(f, x, by);
        return (y, Pull(map, x, by, 0, Tensor.Ones(y[0].Type)));
    }

    static (Value[] Y, LinearMap Map) Linearize(Func<Value[], Value[]> f, Value[] x, int[] by) =>
        Differentiation.Linearize(f, x, Mask.From(x.Length, i => Array.IndexOf(by, i) >= 0));

    /// <summary>The cotangents of some inputs for a cotangent of one result. Those of the other results are zero.</summary>
    static Value[] Pull(LinearMap map, Value[] x, int[] by, int of, Value cotangent)
    {
        var ct = new Value?[map.Outputs.Length];
        ct[of] = cotangent;
        var c = map.Outputs[of] ? map.Pull(ct) : new Value?[x.Length];
        return Array.ConvertAll(by, i => c[i] ?? Tensor.Zeros(x[i].Type));
    }

    /// <summary>The unit directions of a type, along a new leading axis.</summary>
    static Tensor Basis(TensorType type)
    {
        int n = Tensor.Room(type);
        return ((Tensor)Ad.Eye(n, type.DType)).Retyped(new(type.DType, type.Shape.Prepend(n)));
    }
}
