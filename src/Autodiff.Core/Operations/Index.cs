using System.Collections;
using Autodiff.Families;
using Autodiff.Tracing;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>The elements that <c>$x[…]</c> selects: one index for each axis. Axes that have no index are kept whole.</summary>
    /// <remarks>
    /// A number selects one element and drops the axis; a negative one counts from the end. Null keeps the axis. A list or array of integers gathers along the axis.
    /// Several arrays are combined as in NumPy: they are broadcast with all other indices. Their axes replace the first indexed axis if no whole axis lies between them;
    /// otherwise they come first. A number out of range is an error. A tensor or traced index counts from the end if it is negative, and is then clamped.
    /// For such an index the gradient is zero.
    /// </remarks>
    /// <param name="x">A value with at least as many axes as there are indices.</param>
    /// <param name="indices">Integers, lists of integers, values of integers, or null.</param>
    /// <exception cref="AdException">There are more indices than axes, an index has a wrong type, or a number is out of range.</exception>
    internal static Value Index(Value x, object?[] indices)
    {
        Given(x);
        if (indices.Length > x.Rank)
            throw new AdException(
                x.Rank == 0 ? $"Index: x is {x.Type}, a scalar, which cannot be indexed."
                : $"Index: {indices.Length} indices were given for {x.Type}, which has {x.Rank} {(x.Rank == 1 ? "axis" : "axes")}. For several elements along one axis, give one list: $x[@(0, 2)].", ErrorId.TooManyIndices);
        var parts = new Part[indices.Length];
        for (int axis = 0; axis < parts.Length; axis++) parts[axis] = Parse(indices[axis], x.Type.Shape[axis], axis);
        return Array.FindAll(parts, p => p.IsArray).Length > 1 ? IndexTogether(x, parts) : IndexEach(x, parts);
    }

    /// <summary>The part of an axis that an index selects: a known element or range, or computed indices. The default is the whole axis.</summary>
    readonly record struct Part(Value? At = null, int Start = 0, int Limit = 0, int Stride = 0, bool DropsAxis = false)
    {
        public bool IsArray => At is { Rank: > 0 } || Stride > 0 && !DropsAxis;

        /// <summary>The indices as a value, with a range written out.</summary>
        public Value? Indices => At ?? (Stride == 0 ? null : DropsAxis ? Tensor.Scalar(Start) : Tensor.Of(Stretch()));

        int[] Stretch()
        {
            var r = new int[(Limit - Start + Stride - 1) / Stride];
            for (int i = 0; i < r.Length; i++) r[i] = Start + i * Stride;
            return r;
        }
    }

    static Part Parse(object? index, int size, int axis)
    {
        switch (index)
        {
            case null: return default;
            case Tensor { Rank: 0, IsSplat: true, Type.Weak: true } t: return Parse(t.Item(), size, axis);
            case Value v: return Checked(v, size, axis);
            case bool: throw new AdException($"Index: a boolean is not an index. Use {Spell.Name("Ad.Where")} to choose between values by a condition.", ErrorId.BooleanIndex);
            case Array { Rank: > 1 } array: return Checked((Value)Conversion.ToValue(array, "Index"), size, axis);
            case IList list: return ParseList(list, size, axis);
        }
        int i = Constant(index, size, axis) ?? throw new AdException($"Index: {Describe(index)} is not an index; expected an integer, a list of integers, a tensor of integers, or {Spell.Name("null")} for the whole axis.", ErrorId.InvalidIndex);
        return new(null, i, i + 1, 1, true);
    }

    static Part Checked(Value v, int size, int axis)
    {
        var i = WrapIndex(IntegerIndex(v, nameof(Index)), size);
        return size > 0 || v.Size == 0 ? new(i) : throw new AdException($"Index: axis {axis} has no elements.", ErrorId.IndexOutOfRange);
    }

    static Part ParseList(IList list, int size, int axis)
    {
        var constants = new int[list.Count];
        for (int n = 0; n < constants.Length; n++)
        {
            object? item = ScriptHost.Current.Unwrap(list[n]);
            if (item is bool) throw new AdException($"Index: a list of booleans is not an index, because the number of true elements is not known while tracing. Use {Spell.Name("Ad.Where")} to choose between values by a condition.", ErrorId.BooleanIndex);
            if (Constant(item, size, axis) is { } i) constants[n] = i;
            else return Checked(Stack(ValuesOf(list, size, axis), 0), size, axis);
        }
        int stride = constants.Length > 1 ? constants[1] - constants[0] : 1;
        bool stretch = constants.Length > 0 && stride > 0;
        for (int n = 2; n < constants.Length && stretch; n++) stretch = constants[n] - constants[n - 1] == stride;
        return stretch ? new(null, constants[0], constants[^1] + 1, stride) : new(Tensor.Of(constants));
    }

    // A list that holds traced integers or nested lists.
    static Value[] ValuesOf(IList list, int size, int axis)
    {
        var r = new Value[list.Count];
        for (int n = 0; n < r.Length; n++) r[n] = Parse(ScriptHost.Current.Unwrap(list[n]), size, axis).Indices ?? throw new AdException($"Index: a list of indices contains {Spell.Name("null")}. Use {Spell.Name("null")} alone, for the whole axis.", ErrorId.InvalidIndex);
        return r;
    }

    /// <summary>The index, counted from 0, that a .NET number stands for. Null if it is not an integer.</summary>
    static int? Constant(object? index, int size, int axis)
    {
        decimal? number = index switch
        {
            int i => i,
            long l => l,
            byte or sbyte or short or ushort or uint or ulong or decimal => Convert.ToDecimal(index, System.Globalization.CultureInfo.InvariantCulture),
            double d when double.IsInteger(d) && Math.Abs(d) < 1e15 => (decimal)d,
            float f when float.IsInteger(f) && Math.Abs(f) < 1e15f => (decimal)f,
            _ => null,
        };
        if (number is not { } n || decimal.Truncate(n) != n) return null;
        return n >= -size && n < size ? (int)(n < 0 ? n + size : n) : throw OutOfRangeError((long)n, size, axis, nameof(Index));
    }

    static string Describe(object x) => x is string s ? $"the string '{s}'" : x is IFormattable f ? f.ToString(null, System.Globalization.CultureInfo.InvariantCulture) : x.GetType().Name;

    /// <summary>Applies each index by itself: known ranges in one slice, the others in one gather. At most one index is an array.</summary>
    static Value IndexEach(Value x, Part[] parts)
    {
        var dropped = new List<int>();
        var computed = new List<int>();
        int[] starts = new int[x.Rank], limits = x.Shape, strides = [.. IntegerList.Repeat(1, x.Rank)];
        for (int axis = 0; axis < parts.Length; axis++)
        {
            if (parts[axis] is { Stride: > 0 } p) (starts[axis], limits[axis], strides[axis]) = (p.Start, p.Limit, p.Stride);
            if (parts[axis].DropsAxis) dropped.Add(axis);
            else if (parts[axis].At is not null) computed.Add(axis);
        }
        x = Slice(x, starts, limits, strides);
        if (computed.Count == 0) return Reshape(x, x.Type.Shape.Without(new([.. dropped])));
        return GatherAt(x, Array.ConvertAll([.. computed], a => parts[a].At!), new([.. computed]), new([.. dropped]), computed.Find(a => parts[a].IsArray));
    }

    /// <summary>Applies several index arrays together.</summary>
    static Value IndexTogether(Value x, Part[] parts)
    {
        var axes = new List<int>();
        for (int axis = 0; axis < parts.Length; axis++)
            if (parts[axis].Indices is not null) axes.Add(axis);
        bool adjacent = axes[^1] - axes[0] == axes.Count - 1;
        return GatherAt(x, Array.ConvertAll([.. axes], a => parts[a].Indices!), new([.. axes]), default, adjacent ? axes[0] : 0);
    }

    /// <summary>Gathers single elements along some axes. The axes of the indices come before the kept axes from <paramref name="place"/> on.</summary>
    static Value GatherAt(Value x, Value[] at, Axes axes, Axes dropped, int place)
    {
        var shape = at[0].Type.Shape;
        foreach (var i in at) shape = BroadcastShapes(shape, i.Type.Shape, nameof(Index));
        var columns = MatchDTypes(Array.ConvertAll(at, i => Reshape(BroadcastTo(i, shape), new Shape([.. shape, 1]))));
        var sizes = x.Type.Shape.ToArray();
        foreach (int axis in axes) sizes[axis] = Math.Min(1, sizes[axis]);

        var windows = new GatherDimensions(default, new([.. axes.Concat(dropped).Order()]), axes);
        var kept = windows.Kept(x.Rank);
        int before = kept.Count(a => a < place);
        windows = windows with { Window = [.. Axes.Range(0, before), .. Axes.Range(before + shape.Rank, kept.Count - before)] };
        return new Gather(windows, new Shape(sizes), OutOfRange.Clamp).Bind(x, Join(columns, shape.Rank));
    }
}
