namespace Autodiff.Benchmarks;

/// <summary>A function of one number that is a long chain of operations.</summary>
static class Chain
{
    /// <summary>As many operations as asked for: sines, products, sums and cosines in turn.</summary>
    public static Value Of(Value x, int operations)
    {
        var y = x;
        for (int i = 0; i < operations; i++)
            y = (i % 4) switch { 0 => Ad.Sin(y), 1 => y * x, 2 => y + 0.5, _ => Ad.Cos(y) };
        return y;
    }

    /// <summary>Traces such a chain, differentiates it, and runs the gradient once.</summary>
    public static void TraceAndDifferentiate(int operations) => Function.Of(x => Of(x, operations)).Gradient().Call(0.5);
}
