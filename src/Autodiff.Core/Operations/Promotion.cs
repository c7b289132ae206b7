using System.Runtime.CompilerServices;

namespace Autodiff;

// JAX's promotion with x64 enabled (docs/type_promotion.rst in jax-ml/jax), except that integers become f64 where floats are needed.
public static partial class Ad
{
    /// <summary>The dtype that two operands are promoted to, and whether it is weak.</summary>
    internal static (DType DType, bool Weak) Promote(Value x, Value y)
    {
        if (x.DType == y.DType) return (x.DType, x.Type.Weak && y.Type.Weak);
        if (x.Type.Weak == y.Type.Weak) return (DType.Common(x.DType, y.DType), x.Type.Weak);
        var (weak, strong) = x.Type.Weak ? (x, y) : (y, x);
        if (Rank(weak.DType) <= Rank(strong.DType)) return Fits(weak, strong.DType) ? (strong.DType, false) : (DType.I64, false);
        // A weak operand of a higher kind gives a weak result, as in JAX.
        return (weak.DType, true);

        static int Rank(DType d) => d.IsFloat ? 2 : d.IsInteger ? 1 : 0;
    }

    // The greatest i64, rounded to a double, is still within the limits.
    static bool Fits(Value weak, DType strong) => weak is not Tensor { Size: > 0, IsSplat: true } t || !strong.IsInteger || t.ToDouble(0) is var v && v >= strong.Least && v <= strong.Greatest;

    /// <summary>The operands, promoted to one dtype and broadcast to one shape.</summary>
    internal static (Value X, Value Y) Match(Value x, Value y, [CallerMemberName] string operation = "")
    {
        if (x.DType != y.DType)
        {
            var (dtype, weak) = Promote(x, y);
            (x, y) = (Promoted(x, dtype, weak), Promoted(y, dtype, weak));
        }
        if (x.Type.Shape == y.Type.Shape) return (x, y);
        var shape = BroadcastShapes(x.Type.Shape, y.Type.Shape, operation);
        return (BroadcastTo(x, shape), BroadcastTo(y, shape));
    }

    // An operand that already has the dtype keeps its weakness: the result is weak only if both are.
    static Value Promoted(Value x, DType dtype, bool weak) => x.DType == dtype ? x : Cast(x, dtype, weak);

    /// <summary>The operands, promoted to one dtype. Shapes are unchanged.</summary>
    internal static Value[] MatchDTypes(params Value[] x)
    {
        if (x.Length == 0) return x;
        var common = x[0];
        foreach (var v in x)
        {
            var (dtype, weak) = Promote(common, v);
            if (dtype != common.DType || weak != common.Type.Weak) common = Tensor.Full(new(dtype, default, weak), 0);
        }
        return Array.ConvertAll(x, v => Promoted(v, common.DType, common.Type.Weak));
    }

    /// <summary>The shape that two shapes broadcast to, by NumPy's rules.</summary>
    /// <exception cref="AdException">Counted from the last axis, two sizes differ and neither is 1.</exception>
    internal static Shape BroadcastShapes(Shape x, Shape y, [CallerMemberName] string operation = "")
    {
        var r = new int[Math.Max(x.Rank, y.Rank)];
        for (int i = 1; i <= r.Length; i++)
        {
            int a = i <= x.Rank ? x[x.Rank - i] : 1, b = i <= y.Rank ? y[y.Rank - i] : 1;
            if (a != b && a != 1 && b != 1) throw new AdException($"{operation}: the shapes {x} and {y} cannot be broadcast together: counted from the last axis, dimensions must be equal, or one of them must be 1.", ErrorId.ShapeMismatch);
            r[^i] = a == 1 ? b : a;
        }
        return new(r);
    }

    /// <summary>The value in the dtype of its arithmetic.</summary>
    internal static Value Widen(Value x) => Cast(x, x.DType.Arithmetic, x.Type.Weak);

    /// <summary>The value as a float: bool and integers become f64.</summary>
    internal static Value ToFloat(Value x) => x.Type.IsFloat ? x : Cast(x, DType.F64, x.Type.Weak);

    /// <summary>The value as a number: bool becomes i32.</summary>
    internal static Value Numeric(Value x) => x.DType == DType.Bool ? Cast(x, DType.I32) : x;

    /// <summary>The operand of a sum: bool, i32 and u32 become i64.</summary>
    static Value Widened(Value x) => x.Type.IsFloat ? x : Cast(x, DType.I64, x.Type.Weak && x.DType != DType.Bool);
}
