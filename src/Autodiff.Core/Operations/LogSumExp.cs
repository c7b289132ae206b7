namespace Autodiff;

public static partial class Ad
{
    /// <summary>The logarithm of the sum of exponentials, over axes, without overflow (jax.nn.logsumexp). For no elements it is −∞.</summary>
    /// <param name="x">A value of any shape; integers become f64.</param>
    /// <param name="axis">An axis or a list of axes; negative values count from the end. Default: all axes.</param>
    /// <param name="keepDims">Whether the reduced axes stay, with size 1. Default: false.</param>
    /// <param name="mask">
    /// Booleans that broadcast to <paramref name="x"/>: only elements where the mask is true count. Where no element counts, the result is −∞ and the gradient 0.
    /// Default: no mask.
    /// </param>
    public static Value LogSumExp(Value x, Axes? axis = null, bool keepDims = false, Value? mask = null)
    {
        Given(x);
        var axes = NormalizeAxes(axis, x.Rank);
        x = ToFloat(x);
        var (shifted, any, greatest) = Shifted(x, axes, mask, finite: true);
        var sum = ReduceSum(mask is null ? Exp(shifted) : Where(mask, Exp(shifted), 0), axes);
        var y = Log(any is null ? sum : Where(any, sum, 1)) + greatest;
        return KeepDims(any is null ? y : Where(any, y, double.NegativeInfinity), x, axis, keepDims);
    }

    /// <summary>
    /// The elements minus their maximum, so that no exponential overflows; whether any element counts; and the maximum. Elements outside the mask are 0.
    /// The maximum is a constant for differentiation, because it cancels in the results.
    /// </summary>
    static (Value Shifted, Value? Any, Value Greatest) Shifted(Value x, Axes axes, Value? mask, bool finite)
    {
        var counts = mask is null ? null : BroadcastTo(Truth(mask), x.Type.Shape);
        var greatest = StopGradient(ReduceMax(counts is null ? x : Where(counts, x, double.NegativeInfinity), axes));
        var any = counts is null ? null : ReduceOr(counts, axes);
        if (finite) greatest = Where(IsFinite(greatest), greatest, 0);
        else if (any is not null) greatest = Where(any, greatest, 0);
        var shifted = (counts is null ? x : Where(counts, x, 0)) - Broadcast(greatest, x.Type.Shape, axes.Complement(x.Rank));
        return (counts is null ? shifted : Where(counts, shifted, 0), any, greatest);
    }
}
