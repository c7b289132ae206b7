namespace Autodiff.Benchmarks;

/// <summary>One row of the table.</summary>
/// <param name="name">What is measured.</param>
/// <param name="unit">The unit of the figure.</param>
abstract class Benchmark(string name, string unit = Benchmark.Seconds)
{
    public const string Seconds = "s";

    public string Name => name;

    public string Unit => unit;

    /// <summary>The figure, and the reference to beat.</summary>
    public abstract (double Figure, double Reference) Measure();

    /// <summary>The figure of a fresh process, for rows that are measured in fresh processes.</summary>
    public virtual double MeasureInFreshProcess() => throw new NotSupportedException(Name);
}
