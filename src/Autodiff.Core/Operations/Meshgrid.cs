namespace Autodiff;

public static partial class Ad
{
    /// <summary>The coordinates of all points of a grid (jnp.meshgrid).</summary>
    /// <param name="values">
    /// The coordinates along each axis of the grid, one by one or as one list; each value has at most one axis. Behind them, if wanted, the indexing. <c>xy</c>: the first value
    /// varies along the columns, the second along the rows. <c>ij</c>: the order of axes is that of the values. Default: <c>xy</c>.
    /// </param>
    /// <returns>One array of the shape of the grid for each value.</returns>
    /// <exception cref="AdException">A value has more than one axis, or the indexing is unknown.</exception>
    public static Value[] Meshgrid(params object?[] values)
    {
        object?[] given = [.. (values ?? [null]).Select(v => ScriptHost.Current.Unwrap(v))];
        string? indexing = given is [.., string last] ? last : null;
        if (indexing is not null) given = given[..^1];
        bool columns = !string.Equals(indexing, "ij", StringComparison.OrdinalIgnoreCase);
        if (columns && !string.Equals(indexing ?? "xy", "xy", StringComparison.OrdinalIgnoreCase)) throw new AdException($"Meshgrid: the indexing is '{indexing}'; expected 'xy' or 'ij'.", ErrorId.InvalidArgument);
        // One list of values stands for them; a list of numbers is a value itself.
        if (given is [var only] && Conversion.AsList(only) is { } list && list.Cast<object?>().Select(ScriptHost.Current.Unwrap).Any(v => v is Value || Conversion.AsList(v) is not null)) given = [.. list];
        Value[] x = [.. given.Select((v, i) => Whole(v, $"argument {i} of Meshgrid"))];
        for (int i = 0; i < x.Length; i++) x[i] = x[i].Rank < 2 ? Ravel(x[i]) : throw new AdException($"Meshgrid: argument {i} is {x[i].Type}; expected at most one axis.", ErrorId.ShapeMismatch);
        int Axis(int i) => columns && x.Length > 1 && i < 2 ? 1 - i : i;
        var dims = new int[x.Length];
        for (int i = 0; i < x.Length; i++) dims[Axis(i)] = x[i].Type.Shape[0];
        return [.. x.Select((v, i) => Broadcast(v, new Shape(dims), Axis(i)))];

        // An array may hold traced numbers.
        static Value Whole(object? value, string name) =>
            Conversion.AsList(value) is { } items && items.Cast<object?>().Any(v => ScriptHost.Current.Unwrap(v) is Value) ? Stack([.. items.Cast<object?>().Select(v => Conversion.ToValue(v, name))], 0) : Conversion.ToValue(value, name);
    }

    /// <summary>The differences of neighbours along an axis (jnp.diff). For booleans: whether they differ.</summary>
    /// <param name="x">A value with at least one axis.</param>
    /// <param name="n">The number of times that differences are taken. Default: 1.</param>
    /// <param name="axis">An axis; negative values count from the end. Default: the last axis.</param>
    /// <exception cref="AdException">n is negative, or the axis is out of range.</exception>
    public static Value Diff(Value x, int n = 1, Axes? axis = null)
    {
        Given(x);
        if (n < 0) throw new AdException($"Diff: n is {n}; expected at least 0.", ErrorId.InvalidArgument);
        int along = OneAxis(axis, -1, x.Rank);
        for (; n > 0 && x.Type.Shape[along] > 0; n--)
        {
            int count = x.Type.Shape[along];
            var (next, last) = (SliceAxis(x, along, 1, count), SliceAxis(x, along, 0, count - 1));
            x = x.DType == DType.Bool ? NotEqual(next, last) : next - last;
        }
        return x;
    }
}
