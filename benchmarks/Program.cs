using System.Globalization;
using Autodiff.Benchmarks.Xla;

namespace Autodiff.Benchmarks;

/// <summary>
/// <c>dotnet run -c Release --project benchmarks [-- [TEXT] [--json FILE]]</c> measures the rows whose names contain TEXT, each next to the reference to beat.
/// </summary>
static class Program
{
    static readonly Benchmark[] all =
    [
        new ScalarGradient(),
        new ScalarProgram(),
        new ColdChain(10_000, 0.13),
        new WarmChain(10_000, 0.05),
        new ColdChain(100_000, 1),
        new WarmChain(100_000, 1),
        new ChainMemory(),
        new Stream(),
        new ModuleImport(),
        new FirstGradient(),
        .. XlaRows.All,
    ];

    static void Main(string[] args)
    {
        if (args is [FreshProcess.Flag, var name])
        {
            Console.Write(all.Single(b => b.Name == name).MeasureInFreshProcess().ToString("R", CultureInfo.InvariantCulture));
            return;
        }
        int at = Array.IndexOf(args, "--json");
        string? json = at >= 0 ? args[at + 1] : null;
        string filter = args.Where((_, i) => at < 0 || i != at && i != at + 1).FirstOrDefault("");
        if (XlaRows.All.Count == 0) Console.WriteLine(XlaRows.NoPlugin);
        Table.Print(all.Where(b => b.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)), json);
    }
}
