namespace Autodiff.Benchmarks;

/// <summary>One row of the table.</summary>
/// <param name="name">What is measured.</param>
/// <param name="unit">What the figure is in.</param>
abstract class Benchmark(string name, string unit = Benchmark.Seconds)
{
    public const string Seconds = "s";

    public string Name => name;

    public string Unit => unit;

    /// <summary>The figure, and the one to beat.</summary>
    public abstract (double Figure, double Reference) Measure();

    /// <summary>What a fresh process measures, of a row that is measured in fresh processes.</summary>
    public virtual double MeasureInFreshProcess() => throw new NotSupportedException(Name);
}
