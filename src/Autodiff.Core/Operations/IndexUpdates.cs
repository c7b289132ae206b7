using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Tracing;

namespace Autodiff;

// x.at[indices] in JAX: a value with some of its rows combined with others.
public static partial class Ad
{
    /// <summary>A value with updates added to the elements at indices along the leading axis (jnp x.at[indices].add). An index that occurs often gets all its updates.</summary>
    /// <remarks>A negative index counts from the end; what is out of range is dropped, but a number written in the call is an error there.</remarks>
    /// <param name="x">The value.</param>
    /// <param name="indices">Integers of any shape.</param>
    /// <param name="updates">Broadcast to the shape of the indices, then the axes of <paramref name="x"/> but the first.</param>
    /// <exception cref="AdException">The indices are no integers, the updates do not fit, or they are floats where x is of integers.</exception>
    public static Value IndexAdd(Value x, Value indices, Value updates) => UpdateAt(ScatterKind.Add, x, indices, updates);

    /// <summary>A value with the elements at indices along the leading axis multiplied by updates (jnp x.at[indices].multiply).</summary>
    /// <remarks>The updates have a gradient only where the indices are constants of which none occurs twice.</remarks>
    /// <inheritdoc cref="IndexAdd"/>
    public static Value IndexMultiply(Value x, Value indices, Value updates) => UpdateAt(ScatterKind.Multiply, x, indices, updates);

    /// <summary>A value with the elements at indices along the leading axis replaced by updates where those are greater (jnp x.at[indices].max). Ties share the gradient evenly.</summary>
    /// <inheritdoc cref="IndexAdd"/>
    public static Value IndexMax(Value x, Value indices, Value updates) => UpdateAt(ScatterKind.Max, x, indices, updates);

    /// <summary>A value with the elements at indices along the leading axis replaced by updates where those are less (jnp x.at[indices].min). Ties share the gradient evenly.</summary>
    /// <inheritdoc cref="IndexAdd"/>
    public static Value IndexMin(Value x, Value indices, Value updates) => UpdateAt(ScatterKind.Min, x, indices, updates);

    /// <summary>A value with the elements at indices along the leading axis replaced by updates (jnp x.at[indices].set). Of several updates for one index the last counts, and it alone has a gradient.</summary>
    /// <inheritdoc cref="IndexAdd"/>
    public static Value IndexUpdate(Value x, Value indices, Value updates) => UpdateAt(ScatterKind.Update, x, indices, updates);

    static Value UpdateAt(ScatterKind kind, Value x, Value indices, Value updates, [CallerMemberName] string operation = "")
    {
        Given(x, nameof(x), operation);
        Given(indices, nameof(indices), operation);
        Given(updates, nameof(updates), operation);
        if (x.Rank == 0) throw new AdException($"{operation}: {x.Type} is a scalar, which has no elements to index.", ErrorId.ShapeMismatch);
        (x, updates) = UpdateTypes(x, updates, operation);
        int size = x.Type.Shape[0];
        RefuseOutOfRange(indices, size, 0, operation);
        var at = WrapIndex(IntegerIndex(indices, operation), size);
        var shape = new Shape([.. at.Type.Shape, .. x.Type.Shape.Dims[1..]]);
        if (BroadcastShapes(shape, updates.Type.Shape, operation) != shape)
            throw new AdException($"{operation}: the updates {updates.Type} do not broadcast to {shape}, the shape of the indices and of what is at each of them in {x.Type}.", ErrorId.ShapeMismatch);
        if (size == 0) return x;
        var layout = new GatherDimensions(Axes.Range(at.Rank, x.Rank - 1), 0, 0);
        return new Scatter(layout, kind, at is Tensor known && AllDifferent(known)).Bind(x, ExpandDims(at, at.Rank), BroadcastTo(updates, shape));
    }

    // The dtype of a strong value stays; a weak one takes the updates'.
    static (Value X, Value Updates) UpdateTypes(Value x, Value updates, string operation)
    {
        var (dtype, weak) = Promote(x, updates);
        if (x.Type.Weak) return (Cast(x, dtype, weak), Cast(updates, dtype, weak));
        if (dtype.IsFloat && !x.Type.IsFloat) throw new AdException($"{operation}: the updates {updates.Type} would lose their fraction in {x.Type}: write [Ad]::Cast for one of them.", ErrorId.InvalidDType);
        return (x, Cast(updates, x.DType));
    }

    static bool AllDifferent(Tensor indices)
    {
        var seen = new HashSet<double>();
        for (long i = 0; i < indices.Size; i++)
            if (!seen.Add(indices.Number(i))) return false;
        return true;
    }
}
