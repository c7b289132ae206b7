using Autodiff.Transforms;

namespace Autodiff.Functions;

/// <summary>Jacobians of functions of values: one direction an element, all at once under vmap.</summary>
static class Jacobians
{
    /// <summary>The derivative of each result by the input <paramref name="by"/>, in forward mode: of shape result ++ input.</summary>
    public static Value[] Forward(Func<Value[], Value[]> f, Value[] x, int by)
    {
        var type = x[by].Type;
        int n = checked((int)type.Shape.Size);
        Value[] types = [];
        var columns = Vectorization.Vmap(e =>
        {
            var dx = new Value?[x.Length];
            dx[by] = e[0];
            var (y, dy) = Differentiation.Jvp(f, x, dx);
            types = y;
            for (int i = 0; i < dy.Length; i++) dy[i] ??= Tensor.Zeros(y[i].Type);
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

    /// <summary>The derivatives of the result <paramref name="of"/> by some inputs, in reverse mode, and all results.</summary>
    public static (Value[] Y, Value[] Jacobian) Reverse(Func<Value[], Value[]> f, Value[] x, int[] by, int of)
    {
        var (y, map) = Differentiation.Linearize(f, x, Mask.From(x.Length, i => Array.IndexOf(by, i) >= 0));
        var type = y[of].Type;
        var rows = Vectorization.Vmap(e =>
        {
            var ct = new Value?[y.Length];
            ct[of] = e[0];
            var c = map.Outputs[of] ? map.Pull(ct) : new Value?[x.Length];
            return Array.ConvertAll(by, i => c[i] ?? Tensor.Zeros(x[i].Type));
        }, [Basis(type)], Mask.Filled(1, true), checked((int)type.Shape.Size));
        for (int k = 0; k < rows.Length; k++) rows[k] = Ad.Reshape(rows[k], new Shape([.. type.Shape, .. x[by[k]].Type.Shape]));
        return (y, rows);
    }

    /// <summary>The unit directions of a type, along a new leading axis.</summary>
    static Tensor Basis(TensorType type)
    {
        int n = checked((int)type.Shape.Size);
        var shape = type.Shape.Prepend(n);
        return type.DType == DType.F64 ? Unit<double>(1) : Unit<float>(1);

        Tensor Unit<T>(T one)
        {
            var r = new T[checked(n * n)];
            for (int i = 0; i < n; i++) r[i * n + i] = one;
            return new(new(type.DType, shape), r);
        }
    }
}
