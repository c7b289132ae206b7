namespace Autodiff;

public static partial class Ad
{
    /// <summary>Evenly spaced numbers from start to stop (jnp.linspace).</summary>
    /// <param name="start">The first number. It may be traced and have axes.</param>
    /// <param name="stop">The last number. It may be traced and have axes, which are broadcast with those of start.</param>
    /// <param name="num">The count of numbers. Default: 50.</param>
    /// <param name="endpoint">Whether stop is included. Default: true.</param>
    /// <param name="dtype">The dtype; integers are rounded down. Default: the dtype of start and stop if they are floats, else f64; weak if both are plain numbers.</param>
    /// <returns>Shape [num, …], followed by the axes of start and stop.</returns>
    /// <exception cref="AdException">num is negative or too large, or the shapes of start and stop are incompatible.</exception>
    public static Value Linspace(Value start, Value stop, int num = 50, Value? endpoint = null, DType? dtype = null)
    {
        Given(start);
        Given(stop);
        if (num > Array.MaxLength) throw new AdException($"Linspace: num is {num}; expected at most {Array.MaxLength}.", ErrorId.TooLarge);
        if (num < 0) throw new AdException($"Linspace: num is {num}; expected at least 0.", ErrorId.InvalidArgument);
        if (dtype is { IsFloat: true }) (start, stop) = (Cast(start, dtype), Cast(stop, dtype));
        (start, stop) = Match(ToFloat(start), ToFloat(stop));
        // The weights of both ends. At the ends they are 0 and 1, so both are exact.
        double parts = Math.Max(1, endpoint is null || Plain(endpoint) != 0 ? num - 1 : num);
        var w = new double[num];
        for (int i = 0; i < num; i++) w[i] = start.DType.Round(i / parts);
        var weights = new Tensor(new(DType.F64, [num, .. Enumerable.Repeat(1, start.Rank)], Weak: true), w);
        var r = start * (1 - weights) + stop * weights;
        return dtype is null ? r : Cast(dtype.IsInteger ? Floor(r) : r, dtype);
    }

    // Scripts may omit the endpoint and still give a dtype.
    /// <inheritdoc cref="Linspace(Value, Value, int, Value?, DType?)"/>
    public static Value Linspace(Value start, Value stop, int num, DType dtype) => Linspace(start, stop, num, null, dtype);
}
