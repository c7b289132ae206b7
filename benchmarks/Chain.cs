namespace Autodiff.Benchmarks;

/// <summary>A function of one number that is a long chain of operations.</summary>
static class Chain
{
    public const double Argument = 0.5;

    /// <summary>The gradient of a chain with a number of operations, not traced yet.</summary>
    public static Function Gradient(int operations) => Function.Of(x => Of(x, operations)).Gradient();

    static Value Of(Value x, int operations)
    {
        var y = x;
        for (int i = 0; i < operations; i++)
            y = (i % 4) switch { 0 => Ad.Sin(y), 1 => y * x, 2 => y + 0.5, _ => Ad.Cos(y) };
        return y;
    }
}
