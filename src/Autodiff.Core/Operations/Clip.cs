namespace Autodiff;

public static partial class Ad
{
    /// <summary>min(max(x, lo), hi) of each element (jnp.clip). Where lo is above hi the result is hi.</summary>
    /// <remarks>The operands are broadcast and promoted; booleans become i32. The bounds have gradients too; where x equals a bound, each gets half.</remarks>
    /// <param name="x">A value of any shape.</param>
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
