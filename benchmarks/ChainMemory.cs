namespace Autodiff.Benchmarks;

/// <summary>The memory that a chain and its gradient, traced and run, keep for each operation. It must not grow with the length.</summary>
sealed class ChainMemory() : Benchmark("memory an operation, chain of 100,000 to 10,000", "B")
{
    public override (double, double) Measure() => (BytesKept(100_000), BytesKept(10_000));

    static double BytesKept(int operations)
    {
        long before = GC.GetTotalMemory(true);
        var gradient = Chain.Gradient(operations);
        gradient.Call(Chain.Argument);
        long after = GC.GetTotalMemory(true);
        GC.KeepAlive(gradient);
        return (after - before) / (double)operations;
    }
}
