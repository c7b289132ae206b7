namespace Autodiff;

public static partial class Ad
{
    /// <summary>Exponentials divided by their sum along axes (jax.nn.softmax). Where all are −∞ the result is NaN.</summary>
    /// <param name="x">The value; integers become f64.</param>
    /// <param name="axis">An axis or several, negative ones from the end; the last without it.</param>
    /// <param name="mask">Booleans that broadcast to <paramref name="x"/>: where it is false the result is 0, and so is the gradient.</param>
    public static Value Softmax(Value x, Axes? axis = null, Value? mask = null)
    {
        Given(x);
        var axes = NormalizeAxes(axis ?? -1, x.Rank);
        x = ToFloat(x);
        var (shifted, any, _) = Shifted(x, axes, mask, finite: false);
        var powers = mask is null ? Exp(shifted) : Where(mask, Exp(shifted), 0);
        var sum = ReduceSum(powers, axes);
        return powers / Broadcast(any is null ? sum : Where(any, sum, 1), x.Type.Shape, axes.Complement(x.Rank));
    }

    /// <summary>The logarithm of <see cref="Softmax"/>, without its loss of digits (jax.nn.log_softmax).</summary>
    /// <param name="x">The value; integers become f64.</param>
    /// <param name="axis">An axis or several, negative ones from the end; the last without it.</param>
    /// <param name="mask">Booleans that broadcast to <paramref name="x"/>: where it is false the result is −∞ and the gradient 0.</param>
    public static Value LogSoftmax(Value x, Axes? axis = null, Value? mask = null)
    {
        Given(x);
        var axes = NormalizeAxes(axis ?? -1, x.Rank);
        x = ToFloat(x);
        var (shifted, any, _) = Shifted(x, axes, mask, finite: false);
        var sum = ReduceSum(mask is null ? Exp(shifted) : Where(mask, Exp(shifted), 0), axes);
        var y = shifted - Broadcast(Log(any is null ? sum : Where(any, sum, 1)), x.Type.Shape, axes.Complement(x.Rank));
        return mask is null ? y : Where(mask, y, double.NegativeInfinity);
    }
}
