namespace Autodiff.Benchmarks;

/// <summary>What a chain and its gradient, traced and run, keep in memory for each operation: as much for a long one as for a short one.</summary>
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
