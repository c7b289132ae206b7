using System.Diagnostics;
using Autodiff.Backends.Xla.Runtime;

namespace Autodiff.Benchmarks.Xla;

/// <summary>A function on a backend, called from C# and awaited, compared with JAX's own program on XLA, called through bare function pointers. Arguments of XLA are on the device.</summary>
/// <param name="backend">The backend of the function.</param>
/// <param name="name">What is computed.</param>
/// <param name="program">The file with JAX's program.</param>
/// <param name="function">The function.</param>
/// <param name="arguments">A tensor for each parameter.</param>
/// <param name="donated">The number of donated arguments. In the next call the first results take their place.</param>
sealed class XlaRow(Backend backend, string name, string program, Function function, Tensor[] arguments, int donated = 0) : Benchmark($"{(backend == Backend.Xla ? "XLA" : backend)}: {name}")
{
    const int Rounds = 100;
    const double SecondsARound = 0.005;

    public override (double, double) Measure()
    {
        var runtime = XlaRuntime.Get();
        var raw = new RawProgram(runtime.Client, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "programs", program + ".mlir")), arguments, donated);
        var ours = new Calls(backend, function, arguments, donated);
        // First the tiers of compilation, the clock of the processor and the pages of the results must settle.
        for (int i = 0; i < 3; i++)
        {
            Several(ours.Run, 0.1);
            Several(raw.Run, 0.1);
            Thread.Sleep(150);
        }
        int batch = Several(raw.Run, SecondsARound);
        double Batch(Action run) => Timing.Once(() =>
        {
            for (int i = 0; i < batch; i++) run();
        }) / batch;
        var (figure, reference) = (double.PositiveInfinity, double.PositiveInfinity);
        for (int i = 0; i < Rounds; i++)
        {
            // Alternating, so that other work of the machine affects both.
            figure = Math.Min(figure, Batch(ours.Run));
            reference = Math.Min(reference, Batch(raw.Run));
        }
        return (figure, reference);
    }

    static int Several(Action run, double seconds)
    {
        int n = 0;
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < seconds; n++) run();
        return Math.Max(1, n);
    }

    /// <summary>Calls of the function.</summary>
    sealed class Calls
    {
        readonly CompiledFunction function;
        readonly object?[] arguments;
        readonly int donated;

        public Calls(Backend backend, Function function, Tensor[] arguments, int donated)
        {
            this.function = function.Compile(new CompileOptions { Backend = backend, Donate = [.. function.Parameters.Take(donated)] });
            (this.arguments, this.donated) = ([.. arguments], donated);
        }

        public void Run()
        {
            object? y = function.Call(arguments);
            var last = (Tensor)(y is object?[] results ? results[^1] : y)!;
            last.Wait();
            last.Delete();
            if (donated > 0) Array.Copy((object?[])y!, arguments, donated);
        }
    }
}
