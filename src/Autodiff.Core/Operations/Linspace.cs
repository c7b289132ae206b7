namespace Autodiff;

public static partial class Ad
{
    /// <summary>Numbers at equal distances, with both ends (jnp.linspace).</summary>
    /// <param name="start">The first.</param>
    /// <param name="stop">The last. Both may be traced and have axes, which are broadcast.</param>
    /// <param name="num">How many.</param>
    /// <param name="endpoint">Whether the last is one of them, as it is without this.</param>
    /// <param name="dtype">The dtype; without it f64, weak, or that of the ends. Integers are rounded down.</param>
    /// <returns>Shape [num, …], with the axes of the ends behind the first.</returns>
    /// <exception cref="AdException">num is negative, or the shapes of the ends do not fit.</exception>
    public static Value Linspace(Value start, Value stop, int num = 50, Value? endpoint = null, DType? dtype = null)
    {
        Given(start);
        Given(stop);
        if (num > Array.MaxLength) throw new AdException($"Linspace: an array holds at most {Array.MaxLength} numbers, but {num} were asked for.", ErrorId.TooLarge);
        if (num < 0) throw new AdException($"Linspace: {num} numbers were asked for.", ErrorId.InvalidArgument);
        if (dtype is { IsFloat: true }) (start, stop) = (Cast(start, dtype), Cast(stop, dtype));
        (start, stop) = Match(ToFloat(start), ToFloat(stop));
        // Weights of the ends, which are both reached exactly.
        double parts = Math.Max(1, endpoint is null || Plain(endpoint) != 0 ? num - 1 : num);
        var w = new double[num];
        for (int i = 0; i < num; i++) w[i] = start.DType == DType.F32 ? i / (float)parts : i / parts;
        var weights = new Tensor(new(DType.F64, [num, .. Enumerable.Repeat(1, start.Rank)], Weak: true), w);
        var r = start * (1 - weights) + stop * weights;
        return dtype is null ? r : Cast(dtype.IsInteger ? Floor(r) : r, dtype);
    }

    // For a script, which may leave the endpoint out and yet give a dtype.
    /// <inheritdoc cref="Linspace(Value, Value, int, Value?, DType?)"/>
    public static Value Linspace(Value start, Value stop, int num, DType dtype) => Linspace(start, stop, num, null, dtype);
}
