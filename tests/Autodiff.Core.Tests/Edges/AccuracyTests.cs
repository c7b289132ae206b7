using System.Globalization;

namespace Autodiff.Core.Tests.Edges;

/// <summary>
/// Functions agree with values computed to 70 digits (tests/data/functions.csv: random arguments over each domain, and its edges), in units in the last place.
/// </summary>
public class AccuracyTests
{
    static readonly ILookup<string, (double X, double Value)> table = File.ReadLines(TestData.Path("functions.csv")).Skip(1)
        .Select(line => line.Split(','))
        .ToLookup(f => f[0], f => (Number(f[1]), Number(f[2])));

    public static TheoryData<string> Functions => new(table.Select(f => f.Key));

    [Theory, MemberData(nameof(Functions))]
    public void In_f64_it_is_4_units_from_the_truth_at_most(string function)
    {
        double bound = function == "ErfInv" ? 6 : 4;
        foreach (var (x, value) in table[function])
        {
            double error = Math.Abs(Apply(function, Tensor.Scalar(x)) - value);
            // Near the zeros of LogGamma and Digamma between poles only a bound on the relative error is possible.
            double allowed = function is "LogGamma" or "Digamma" && x < 0 ? 1e-12 * Math.Abs(value) : bound * (Math.BitIncrement(Math.Abs(value)) - Math.Abs(value));
            Assert.True(error <= allowed, $"{function}({x:R}) is off by {error:E2}, of {value:R}");
        }
    }

    [Theory, MemberData(nameof(Functions))]
    public void In_f32_it_is_the_truth_rounded_or_its_neighbour(string function)
    {
        foreach (var (x, value) in table[function])
        {
            if ((float)x != x || Math.Abs(value) is < 1.2e-38 or > 3.4e38) continue;
            double error = Math.Abs(Apply(function, Tensor.Scalar((float)x)) - (float)value);
            Assert.True(error <= MathF.BitIncrement(MathF.Abs((float)value)) - MathF.Abs((float)value), $"{function}({x:R}) is off by {error:E2}, of {value:R}");
        }
    }

    static double Apply(string function, Tensor x) => ((Tensor)typeof(Ad).GetMethod(function)!.Invoke(null, [x])!).ToDouble(0);

    static double Number(string s) => double.Parse(s, CultureInfo.InvariantCulture);
}
