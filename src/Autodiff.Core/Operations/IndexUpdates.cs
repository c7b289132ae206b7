using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Tracing;

namespace Autodiff;

// x.at[indices] in JAX: a value with some of its rows updated.
public static partial class Ad
{
    /// <summary>
    /// Adds updates to the elements at indices along the leading axis (x.at[indices].add in JAX). If an index occurs several times, all its updates are added.
    /// </summary>
    /// <remarks>A negative index counts from the end. An index out of range is ignored, but a plain number out of range is an error.</remarks>
    /// <param name="x">A value with at least one axis.</param>
    /// <param name="indices">Integers of any shape.</param>
    /// <param name="updates">Values that broadcast to the shape of the indices followed by the other axes of <paramref name="x"/>.</param>
    /// <returns>The shape of <paramref name="x"/>; also its dtype, unless it is weak and takes that of the updates.</returns>
    /// <exception cref="AdException">The indices are not integers, the updates do not broadcast, or they are floats and x holds integers.</exception>
    public static Value IndexAdd(Value x, Value indices, Value updates) => UpdateAt(ScatterKind.Add, x, indices, updates);

    /// <summary>Multiplies the elements at indices along the leading axis by updates (x.at[indices].multiply in JAX).</summary>
    /// <remarks>The updates have a gradient only if the indices are constants and all different.</remarks>
    /// <inheritdoc cref="IndexAdd"/>
    public static Value IndexMultiply(Value x, Value indices, Value updates) => UpdateAt(ScatterKind.Multiply, x, indices, updates);

    /// <summary>The maximum of the elements at indices along the leading axis and updates (x.at[indices].max in JAX). Ties share the gradient evenly.</summary>
    /// <inheritdoc cref="IndexAdd"/>
    public static Value IndexMax(Value x, Value indices, Value updates) => UpdateAt(ScatterKind.Max, x, indices, updates);

    /// <summary>The minimum of the elements at indices along the leading axis and updates (x.at[indices].min in JAX). Ties share the gradient evenly.</summary>
    /// <inheritdoc cref="IndexAdd"/>
    public static Value IndexMin(Value x, Value indices, Value updates) => UpdateAt(ScatterKind.Min, x, indices, updates);

    /// <summary>
    /// Replaces the elements at indices along the leading axis by updates (x.at[indices].set in JAX). If an index occurs several times, its last update is used and
    /// alone has a gradient.
    /// </summary>
    /// <inheritdoc cref="IndexAdd"/>
    public static Value IndexUpdate(Value x, Value indices, Value updates) => UpdateAt(ScatterKind.Update, x, indices, updates);

    static Value UpdateAt(ScatterKind kind, Value x, Value indices, Value updates, [CallerMemberName] string operation = "")
    {
        Given(x, nameof(x), operation);
        Given(indices, nameof(indices), operation);
        Given(updates, nameof(updates), operation);
        if (x.Rank == 0) throw new AdException($"{operation}: x is {x.Type}, a scalar, which cannot be indexed.", ErrorId.ShapeMismatch);
        (x, updates) = UpdateTypes(x, updates, operation);
        int size = x.Type.Shape[0];
        RefuseOutOfRange(indices, size, 0, operation);
        var at = WrapIndex(IntegerIndex(indices, operation), size);
        var shape = new Shape([.. at.Type.Shape, .. x.Type.Shape.Dims[1..]]);
        if (BroadcastShapes(shape, updates.Type.Shape, operation) != shape)
            throw new AdException($"{operation}: the updates {updates.Type} cannot be broadcast to {shape}, the shape of the indexed part of {x.Type}.", ErrorId.ShapeMismatch);
        if (size == 0) return x;
        var layout = new GatherDimensions(Axes.Range(at.Rank, x.Rank - 1), 0, 0);
        return new Scatter(layout, kind, at is Tensor known && AllDifferent(known)).Bind(x, ExpandDims(at, at.Rank), BroadcastTo(updates, shape));
    }

    // A strong value keeps its dtype; a weak one takes that of the updates.
    static (Value X, Value Updates) UpdateTypes(Value x, Value updates, string operation)
    {
        var (dtype, weak) = Promote(x, updates);
        if (x.Type.Weak) return (Cast(x, dtype, weak), Cast(updates, dtype, weak));
        if (dtype.IsFloat && !x.Type.IsFloat) throw new AdException($"{operation}: the updates {updates.Type} would lose their fractions in {x.Type}. Convert one of them with {Spell.Name("Ad.Cast")}.", ErrorId.InvalidDType);
        return (x, Cast(updates, x.DType));
    }

    static bool AllDifferent(Tensor indices)
    {
        var seen = new HashSet<double>();
        for (long i = 0; i < indices.Size; i++)
            if (!seen.Add(indices.ToDouble(i))) return false;
        return true;
    }
}
