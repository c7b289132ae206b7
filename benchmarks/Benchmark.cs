namespace Autodiff.Benchmarks;

/// <summary>One row of the table.</summary>
/// <param name="name">What is measured.</param>
/// <param name="reference">The figure to beat, in seconds (or in the row's unit).</param>
/// <param name="unit">What the figures are, where they are not seconds: the table shows it.</param>
abstract class Benchmark(string name, double reference, string unit = "s")
{
    public string Name => name;
    public double Reference => reference;
    public string Unit => unit;

    /// <summary>The figure.</summary>
    public abstract double Measure();

    /// <summary>What a fresh process does for this row, and the seconds it took; only of rows that are measured in fresh processes.</summary>
    public virtual double MeasureInFreshProcess() => throw new NotSupportedException(Name);
}
