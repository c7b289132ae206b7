namespace Autodiff;

public static partial class Ad
{
    /// <summary>Exponentials divided by their sum over axes (jax.nn.softmax). Where all elements are −∞ the result is NaN.</summary>
    /// <param name="x">A value of any shape; integers become f64.</param>
    /// <param name="axis">An axis or a list of axes; negative values count from the end. Default: the last axis.</param>
    /// <param name="mask">Booleans that broadcast to <paramref name="x"/>. Where the mask is false, the result and the gradient are 0. Default: no mask.</param>
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

    /// <summary>The logarithm of <see cref="Softmax"/>, computed more precisely than Log of it (jax.nn.log_softmax).</summary>
    /// <param name="x">A value of any shape; integers become f64.</param>
    /// <param name="axis">An axis or a list of axes; negative values count from the end. Default: the last axis.</param>
    /// <param name="mask">Booleans that broadcast to <paramref name="x"/>. Where the mask is false, the result is −∞ and the gradient 0. Default: no mask.</param>
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
