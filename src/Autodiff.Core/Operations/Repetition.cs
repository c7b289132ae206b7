namespace Autodiff;

// Operations that repeat, pad and split.
public static partial class Ad
{
    /// <summary>Repeats the whole value along its axes (jnp.tile).</summary>
    /// <param name="x">A value of any dtype.</param>
    /// <param name="reps">The number of repetitions along each axis. A shorter list applies to the last axes; a longer one adds leading axes.</param>
    /// <exception cref="AdException">A number of repetitions is negative.</exception>
    public static Value Tile(Value x, Shape reps)
    {
        Given(x);
        int rank = Math.Max(x.Rank, reps.Rank);
        var (apart, whole, dims) = (new int[2 * rank], new int[rank], new int[x.Rank]);
        for (int i = 0; i < rank; i++)
        {
            int own = i - (rank - x.Rank), rep = i - (rank - reps.Rank);
            apart[2 * i] = rep < 0 ? 1 : reps[rep];
            apart[2 * i + 1] = own < 0 ? 1 : x.Type.Shape[own];
            whole[i] = AxisLength((long)apart[2 * i] * apart[2 * i + 1]);
            if (own >= 0) dims[own] = 2 * i + 1;
        }
        return Reshape(Broadcast(x, new Shape(apart), new(dims)), new Shape(whole));
    }

    /// <summary>Repeats each element along an axis (jnp.repeat).</summary>
    /// <param name="x">A value of any dtype.</param>
    /// <param name="repeats">The number of repetitions: one integer, or one for each element along the axis. It must not be traced.</param>
    /// <param name="axis">An axis; negative values count from the end. Default: all elements in row-major order, as one axis.</param>
    /// <exception cref="AdException">The repeats are traced or negative, or their number differs from the size of the axis.</exception>
    public static Value Repeat(Value x, Value repeats, Axes? axis = null)
    {
        Given(x);
        Given(repeats);
        if (axis is null) x = Ravel(x);
        int along = OneAxis(axis, 0, x.Rank), n = x.Type.Shape[along];
        int[] times = Constants(repeats, "repeats");
        if (times.Length != 1 && times.Length != n || repeats.Rank > 1 || times.Any(t => t < 0)) throw new AdException($"Repeat: repeats is ({InvariantText.Join(", ", times)}); expected one number or {n}, one for each element along axis {along} of {x.Type}, none negative.", ErrorId.ShapeMismatch);
        if (times.Length == 1) return RepeatEach(x, times[0], along);
        var indices = new List<int>();
        for (int i = 0; i < n; i++) indices.AddRange(Enumerable.Repeat(i, times[i]));
        return TakeAlong(x, Tensor.Of(indices.ToArray()), along, OutOfRange.Clamp);
    }

    static Value RepeatEach(Value x, int times, int axis)
    {
        var shape = x.Type.Shape;
        var apart = new Shape([.. shape.Dims[..(axis + 1)], times, .. shape.Dims[(axis + 1)..]]);
        return Reshape(Broadcast(x, apart, new Axes(axis + 1).Complement(x.Rank + 1)), shape.With(axis, AxisLength((long)shape[axis] * times, nameof(Repeat))));
    }

    /// <summary>Pads a value with a constant (jnp.pad with mode='constant').</summary>
    /// <param name="x">A value of any dtype.</param>
    /// <param name="pairs">
    /// The numbers of elements before and after each axis: one pair for each axis, one pair for all axes, or one integer for all. They must not be traced.
    /// </param>
    /// <param name="value">The constant, converted to the dtype of <paramref name="x"/>. Default: 0.</param>
    /// <exception cref="AdException">The number of pairs differs from the number of axes, a number is negative, or the value is not a scalar.</exception>
    public static Value Pad(Value x, Value pairs, Value? value = null)
    {
        Given(x);
        Given(pairs);
        int[] numbers = Constants(pairs, "pairs");
        if (pairs.Rank > 2 || numbers.Length is not (1 or 2) && numbers.Length != 2 * x.Rank || numbers.Length > 1 && pairs.Type.Shape[pairs.Rank - 1] != 2 || numbers.Any(n => n < 0))
            throw new AdException($"Pad: the widths are ({InvariantText.Join(", ", numbers)}) of shape {pairs.Type.Shape}; expected a pair for each axis of {x.Type}, such as @(@(1, 2), @(0, 1)): the numbers of elements before and after, none negative.", ErrorId.ShapeMismatch);
        var number = Cast(value ?? 0, x.DType, x.Type.Weak);
        if (number.Rank != 0) throw new AdException($"Pad: the value is {number.Type}; expected a scalar.", ErrorId.ShapeMismatch);
        int[] low = new int[x.Rank], high = new int[x.Rank];
        for (int i = 0; i < x.Rank; i++)
        {
            low[i] = numbers[2 * i % numbers.Length];
            high[i] = numbers[(2 * i + 1) % numbers.Length];
        }
        return Pad(x, number, new(low), new(high), new(new int[x.Rank]));
    }

    /// <summary>Splits a value into parts along an axis (jnp.split).</summary>
    /// <param name="x">A value with at least one axis.</param>
    /// <param name="parts">An integer: the number of equal parts. A list: the indices at which to split. It must not be traced.</param>
    /// <param name="axis">An axis; negative values count from the end. Default: 0.</param>
    /// <exception cref="AdException">The size of the axis is not divisible by the number of parts, or the parts are traced.</exception>
    public static Value[] Split(Value x, Value parts, Axes? axis = null)
    {
        Given(x);
        Given(parts);
        int along = OneAxis(axis, 0, x.Rank), n = x.Type.Shape[along];
        int[] cuts = Constants(parts, "parts");
        if (parts.Rank == 0)
        {
            int count = cuts[0];
            if (count < 1 || n % count != 0) throw new AdException($"Split: {n} elements along axis {along} of {x.Type} cannot be split into {count} equal parts. For unequal parts, give a list of the positions to split at, such as @(2, 5).", ErrorId.ShapeMismatch);
            cuts = [.. Enumerable.Range(1, count - 1).Select(i => i * (n / count))];
        }
        var r = new Value[cuts.Length + 1];
        for (int i = 0; i < r.Length; i++)
        {
            int start = i == 0 ? 0 : CutPoint(cuts[i - 1], n), limit = i == cuts.Length ? n : CutPoint(cuts[i], n);
            r[i] = SliceAxis(x, along, start, Math.Max(start, limit));
        }
        return r;
    }

    static int CutPoint(int at, int n) => Math.Clamp(at < 0 ? at + n : at, 0, n);

    /// <summary>Integers that determine a shape and so must not be traced.</summary>
    static int[] Constants(Value x, string argument, [System.Runtime.CompilerServices.CallerMemberName] string operation = "")
    {
        if (x is not Tensor t) throw new AdException($"{operation}: the argument '{argument}' is a traced value ({x.Type}), but the shape of the result depends on it. Give a number.", ErrorId.NotConstant);
        var r = new int[t.Size];
        for (int i = 0; i < r.Length; i++)
        {
            double n = t.ToDouble(i);
            if (t.DType == DType.Bool || !double.IsInteger(n) || Math.Abs(n) > int.MaxValue) throw new AdException($"{operation}: the argument '{argument}' is {t.Type}; expected integers.", ErrorId.InvalidDType);
            r[i] = (int)n;
        }
        return r;
    }
}
