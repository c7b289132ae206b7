using System.Runtime.CompilerServices;
using Autodiff.Tracing;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>Running sums along an axis, or, without one, over all elements in row-major order (jnp.cumsum). Booleans become i64; other dtypes stay.</summary>
    /// <param name="x">The value.</param>
    /// <param name="axis">The axis, negative from the end.</param>
    public static Value CumSum(Value x, Axes? axis = null) => Running(CumulativeKind.Sum, x, axis);

    /// <summary>Running products along an axis, or, without one, over all elements in row-major order (jnp.cumprod). Booleans become i64; other dtypes stay.</summary>
    /// <remarks>The gradient is exact where elements are 0.</remarks>
    /// <param name="x">The value.</param>
    /// <param name="axis">The axis, negative from the end.</param>
    public static Value CumProd(Value x, Axes? axis = null) => Running(CumulativeKind.Prod, x, axis);

    /// <summary>Running maxima along an axis, or, without one, over all elements in row-major order (lax.cummax). NaN wins; ties share the gradient in pairs, as in JAX.</summary>
    /// <param name="x">The value.</param>
    /// <param name="axis">The axis, negative from the end.</param>
    public static Value CumMax(Value x, Axes? axis = null) => Running(CumulativeKind.Max, x, axis);

    /// <summary>Running minima along an axis, or, without one, over all elements in row-major order (lax.cummin). NaN wins; ties share the gradient in pairs, as in JAX.</summary>
    /// <param name="x">The value.</param>
    /// <param name="axis">The axis, negative from the end.</param>
    public static Value CumMin(Value x, Axes? axis = null) => Running(CumulativeKind.Min, x, axis);

    static Value Running(CumulativeKind kind, Value x, Axes? axis, [CallerMemberName] string operation = "")
    {
        Given(x, nameof(x), operation);
        if (axis is null) x = Ravel(x);
        int along = OneAxis(axis, 0, x.Rank, operation);
        bool adds = kind is CumulativeKind.Sum or CumulativeKind.Prod;
        x = x.DType == DType.Bool ? Cast(x, adds ? DType.I64 : DType.I32) : x;
        return new Cumulative(kind, along).Bind(x);
    }
}
