using System.Runtime.CompilerServices;
using Autodiff.Tracing;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>Cumulative sums along an axis (jnp.cumsum). Booleans become i64; other dtypes stay.</summary>
    /// <param name="x">A value of any shape.</param>
    /// <param name="axis">An axis; negative values count from the end. Default: all elements in row-major order, as one axis.</param>
    public static Value CumSum(Value x, Axes? axis = null) => Running(CumulativeKind.Sum, x, axis);

    /// <summary>Cumulative products along an axis (jnp.cumprod). Booleans become i64; other dtypes stay.</summary>
    /// <remarks>The gradient is exact even where elements are 0.</remarks>
    /// <param name="x">A value of any shape.</param>
    /// <param name="axis">An axis; negative values count from the end. Default: all elements in row-major order, as one axis.</param>
    public static Value CumProd(Value x, Axes? axis = null) => Running(CumulativeKind.Prod, x, axis);

    /// <summary>Cumulative maxima along an axis (lax.cummax). NaN propagates. Ties share the gradient pairwise, as in JAX. Booleans become i32.</summary>
    /// <param name="x">A value of any shape.</param>
    /// <param name="axis">An axis; negative values count from the end. Default: all elements in row-major order, as one axis.</param>
    public static Value CumMax(Value x, Axes? axis = null) => Running(CumulativeKind.Max, x, axis);

    /// <summary>Cumulative minima along an axis (lax.cummin). NaN propagates. Ties share the gradient pairwise, as in JAX. Booleans become i32.</summary>
    /// <param name="x">A value of any shape.</param>
    /// <param name="axis">An axis; negative values count from the end. Default: all elements in row-major order, as one axis.</param>
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
