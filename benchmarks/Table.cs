using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Autodiff.Benchmarks;

/// <summary>Measures rows and shows them, on the console and as JSON.</summary>
static class Table
{
    public static void Print(IEnumerable<Benchmark> benchmarks, string? json)
    {
        Console.WriteLine(Machine.Facts);
        Console.WriteLine(Machine.Peak);
        Console.WriteLine($"{"",-50}{"figure",12}{"to beat",12}{"ratio",8}");
        var rows = new JsonArray();
        foreach (var b in benchmarks)
        {
            var (figure, reference) = b.Measure();
            double ratio = figure / reference;
            Console.WriteLine($"{b.Name,-50}{Show(figure, b.Unit),12}{Show(reference, b.Unit),12}{ratio.ToString("0.00", CultureInfo.InvariantCulture),8}");
            if (b.Unit == Benchmark.Seconds) rows.Add(new JsonObject { ["name"] = b.Name, ["seconds"] = figure, ["reference"] = reference, ["ratio"] = ratio });
        }
        if (json is not null) File.WriteAllText(json, rows.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
    }

    static string Show(double figure, string unit)
    {
        var (scale, prefix) = figure switch { < 1e-6 => (1e9, "n"), < 1e-3 => (1e6, "µ"), < 1 => (1e3, "m"), _ => (1, "") };
        return unit == Benchmark.Seconds ? string.Create(CultureInfo.InvariantCulture, $"{figure * scale:0.##} {prefix}s") : string.Create(CultureInfo.InvariantCulture, $"{figure:0.##} {unit}");
    }
}
