using System.Globalization;
using System.Text;
using Autodiff.Backends;
using Autodiff.Backends.Managed;
using Autodiff.Core.Tests.Laws;
using Autodiff.Core.Tests.Xla;
using Autodiff.Tracing;

namespace Autodiff.Core.Tests.Edges;

/// <summary>
/// Functions agree on both backends with values computed to 70 digits or more (tests/data/functions.csv: random arguments over each whole domain, and its edges), in
/// units in the last place.
/// </summary>
public class AccuracyTests
{
    static readonly ILookup<string, (double X, double Value)> table = File.ReadLines(TestData.Path("functions.csv")).Skip(1)
        .Select(line => line.Split(','))
        .ToLookup(f => f[0], f => (Number(f[1]), Number(f[2])));

    static readonly string document = Path.Combine(Architecture.Sources.Root, "docs", "accuracy.md");

    public static TheoryData<string> Functions => new(table.Select(f => f.Key));

    [Theory, MemberData(nameof(Functions))]
    public void On_Managed_it_is_near_the_truth(string function)
    {
        Check(ManagedBackend.Instance, function, DType.F64, function == "ErfInv" ? 6 : 4);
        Check(ManagedBackend.Instance, function, DType.F32, 2);
    }

    [XlaTheory, MemberData(nameof(Functions))]
    public void On_XLA_it_is_near_the_truth(string function)
    {
        Check(XlaPlugin.Backend, function, DType.F64, function == "Tanh" ? 8 : 4);
        Check(XlaPlugin.Backend, function, DType.F32, 4);
    }

    [XlaFact]
    public void The_document_lists_every_function()
    {
        if (Environment.GetEnvironmentVariable("AUTODIFF_UPDATE") == "1") File.WriteAllText(document, Document());
        var listed = File.ReadLines(document).Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).Select(line => line.Split('|')[1].Trim());
        Assert.Equal(table.Select(f => f.Key), listed);
    }

    static void Check(IBackend backend, string function, DType dtype, double bound)
    {
        foreach (var (x, value, error) in Errors(backend, function, dtype))
        {
            // Near a zero between poles only a bound on the relative error is possible.
            bool betweenPoles = dtype == DType.F64 && x < 0 && function.Contains("amma", StringComparison.Ordinal);
            Assert.True(error <= (betweenPoles ? 1e-12 * Math.Abs(value) / Unit(value, dtype) : bound), $"{function}({x:R}) of {dtype} is off by {error:F1} units, of {value:R}");
        }
    }

    /// <summary>The error at each argument of the dtype, in units in the last place of the value.</summary>
    static (double X, double Value, double Error)[] Errors(IBackend backend, string function, DType dtype)
    {
        // Subnormals are left out, because XLA takes them for 0.
        static bool IsNormal(double v) => v == 0 || Math.Abs(v) is > 1.2e-38 and < 3.4e38;
        var rows = table[function].Where(r => dtype == DType.F64 || (float)r.X == r.X && IsNormal(r.X) && IsNormal(r.Value)).ToArray();
        var x = Numeric.Tensor(new(dtype, rows.Length), [.. rows.Select(r => r.X)]);
        var y = backend.Compile(Transform.Stage(v => [Apply(function, v[0])], [x]).Graph, []).Run([x])![0];
        return [.. rows.Select((r, i) => (r.X, r.Value, y.ToDouble(i) is var found && found.Equals(r.Value) ? 0 : Math.Abs(found - r.Value) / Unit(r.Value, dtype)))];
    }

    static double Unit(double value, DType dtype) =>
        dtype == DType.F32 ? MathF.BitIncrement(MathF.Abs((float)value)) - MathF.Abs((float)value) : Math.BitIncrement(Math.Abs(value)) - Math.Abs(value);

    static string Document()
    {
        var text = new StringBuilder("""
            # Accuracy

            The greatest error found of each function, in units in the last place (ulp) of the value, at the arguments of `tests/data/functions.csv`. They cover each whole domain.
            `AUTODIFF_UPDATE=1 dotnet test --filter AccuracyTests` writes this table. LogGamma, Digamma and Polygamma (the derivatives of Digamma) have zeros between their poles below 0;
            near these the error relative to the value is 1e-12 at most.

            | function | Managed f64 | Managed f32 | XLA f64 | XLA f32 |
            |---|---|---|---|---|

            """);
        foreach (var f in table)
        {
            text.Append($"| {f.Key} |");
            foreach (var backend in new IBackend[] { ManagedBackend.Instance, XlaPlugin.Backend })
                foreach (var dtype in new[] { DType.F64, DType.F32 })
                    text.Append(CultureInfo.InvariantCulture, $" {Errors(backend, f.Key, dtype).Max(e => e.Error):F1} |");
            text.Append('\n');
        }
        return text.ToString();
    }

    static Value Apply(string function, Value x) =>
        function.StartsWith("Polygamma", StringComparison.Ordinal) ? new Polygamma(function[^1] - '0').Bind(x) : (Value)typeof(Ad).GetMethod(function)!.Invoke(null, [x])!;

    static double Number(string s) => double.Parse(s, CultureInfo.InvariantCulture);
}
