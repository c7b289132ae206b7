using Autodiff.Backends.Xla.Runtime;

namespace Autodiff.Benchmarks.Xla;

/// <summary>
/// The first step of a script in a process that finds its program in the cache. The time starts when the arguments and the plugin's client are there, and ends with the
/// results. The step is traced, differentiated, lowered, found in the cache, loaded and run.
/// </summary>
sealed class FirstStep() : Benchmark("first step on XLA in a second process")
{
    const string Prepare = """
        $loss = New-AdFunction {
            param($weights, $x, $y)
            $h = [Ad]::Tanh([Ad]::MatMul($x, $weights.w1) + $weights.b1)
            -[Ad]::Mean([Ad]::Sum($y * [Ad]::LogSoftmax([Ad]::MatMul($h, $weights.w2) + $weights.b2), 1))
        }
        $gradient = $loss | Get-AdGradient -Parameter weights -WithValue
        $step = New-AdFunction {
            param($weights, $x, $y)
            $r = $gradient.Invoke($weights, $x, $y)
            $next = @{}
            foreach ($name in $weights.Keys) { $next[$name] = $weights[$name] - 0.1 * $r.Gradient[$name] }
            $next, $r.Value
        }
        $weights = @{ w1 = [Ad]::Full(@(4, 8), 0.1); b1 = [Ad]::Zeros(@(8), 'f64'); w2 = [Ad]::Full(@(8, 3), 0.2); b2 = [Ad]::Zeros(@(3), 'f64') }
        $x = [Ad]::Full(@(150, 4), 0.3)
        $y = [Ad]::Eye(3)[[Ad]::Arange(150) % 3]
        """;

    public override (double, double) Measure()
    {
        // The first process compiles it.
        FreshProcess.Run(this);
        return (FreshProcess.Median(this), 0.05);
    }

    public override double MeasureInFreshProcess()
    {
        Environment.SetEnvironmentVariable("AUTODIFF_BACKEND", "Xla");
        using var session = new Session();
        session.Run(Session.Import);
        session.Run(Prepare);
        XlaRuntime.Get();
        return Timing.Once(() => session.Run("$next, $value = Invoke-AdCompiled $step $weights $x $y"));
    }
}
