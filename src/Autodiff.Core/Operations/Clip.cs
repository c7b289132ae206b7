namespace Autodiff;

public static partial class Ad
{
    /// <summary>min(max(x, lo), hi), element by element and broadcast (jnp.clip): hi where the bounds are swapped. The bounds have gradients; at a bound, half and half.</summary>
    /// <remarks>Integers stay integers beside integers; booleans count as i32.</remarks>
    /// <param name="x">The value.</param>
    /// <param name="lo">The lower bound.</param>
    /// <param name="hi">The upper bound.</param>
    public static Value Clip(Value x, Value lo, Value hi)
    {
        Given(x);
        Given(lo);
        Given(hi);
        return Minimum(Maximum(x, lo), hi);
    }
}
