using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace Autodiff.PowerShell.Tests.Conformance;

/// <summary>Full-batch training, with optimizers written in PowerShell, gives the losses of JAX.</summary>
[Collection("PowerShell")]
public class TrainingTests(PowerShellSession session)
{
    const string Train = """
        param($x, $y, $p, $steps, $rate, $backend)
        $loss = New-AdFunction {
            param($p, $x, $y)
            $h = [Ad]::Tanh([Ad]::MatMul($x, $p.w1) + $p.b1)
            -[Ad]::Mean([Ad]::Sum($y * [Ad]::LogSoftmax([Ad]::MatMul($h, $p.w2) + $p.b2), 1))
        }
        $gradient = $loss | Get-AdGradient -Parameter p -WithValue
        $names = 'w1', 'b1', 'w2', 'b2'
        $m = @{}; $v = @{}
        foreach ($n in $names) { $m[$n] = $v[$n] = [Ad]::ZerosLike($p[$n]) }
        for ($t = 1; $t -le $steps; $t++) {
            $r = Invoke-AdCompiled -Backend $backend $gradient $p $x $y
            $r.Value
            $next = @{}
            foreach ($n in $names) { $g = $r.Gradient[$n]; $next[$n] = & { UPDATE } }
            $p = $next
        }
        $accuracy = New-AdFunction {
            param($p, $x, $y)
            $h = [Ad]::Tanh([Ad]::MatMul($x, $p.w1) + $p.b1)
            [Ad]::Mean([Ad]::Equal([Ad]::ArgMax([Ad]::MatMul($h, $p.w2) + $p.b2, 1), [Ad]::ArgMax($y, 1)))
        }
        Invoke-AdCompiled -Backend $backend $accuracy $p $x $y
        """;

    static readonly Dictionary<string, string> updates = new()
    {
        ["Sgd"] = "$p[$n] - $rate * $g",
        ["Momentum"] = "$m[$n] = 0.9 * $m[$n] + $g; $p[$n] - $rate * $m[$n]",
        ["Adam"] = """
            $m[$n] = 0.9 * $m[$n] + 0.1 * $g
            $v[$n] = 0.999 * $v[$n] + 0.001 * $g * $g
            $p[$n] - $rate * ($m[$n] / (1 - [Math]::Pow(0.9, $t))) / ([Ad]::Sqrt($v[$n] / (1 - [Math]::Pow(0.999, $t))) + 1e-8)
            """,
    };

    static readonly Dictionary<string, JsonElement> runs = ConformanceData.Read("training.json").ToDictionary(e => e.GetProperty("optimizer").GetString()!);

    public static TheoryData<string> Optimizers => [.. runs.Keys];

    [Theory, MemberData(nameof(Optimizers))]
    public void Each_loss_agrees_with_JAX(string optimizer) => Agrees(optimizer, "Managed");

    [XlaTheory, MemberData(nameof(Optimizers))]
    public void Each_loss_agrees_with_JAX_on_XLA(string optimizer) => Agrees(optimizer, "Xla");

    void Agrees(string optimizer, string backend)
    {
        var run = runs[optimizer];
        var (x, y) = Standardised(Path.Combine(PowerShellSession.Repository, "examples", "data", run.GetProperty("data").GetString()!));
        var init = new Hashtable();
        foreach (var p in run.GetProperty("init").EnumerateObject()) init[p.Name] = ConformanceData.Tensor(p.Value);
        var output = session.Run(Train.Replace("UPDATE", updates[optimizer], StringComparison.Ordinal), x, y, init, run.GetProperty("steps").GetInt32(), run.GetProperty("learning_rate").GetDouble(), backend);
        double[] expected = [.. run.GetProperty("losses").EnumerateArray().Select(e => e.GetDouble()), run.GetProperty("accuracy").GetDouble()];
        double[] actual = [.. output.Select(o => Convert.ToDouble(o.BaseObject, CultureInfo.InvariantCulture))];
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-9);
    }

    // All columns but the last, less their mean and divided by their population deviation. The last is the class.
    static (Tensor X, Tensor Y) Standardised(string file)
    {
        var rows = File.ReadLines(file).Select(l => l.Split(',')).Where(r => double.TryParse(r[0], NumberStyles.Float, CultureInfo.InvariantCulture, out _)).ToArray();
        var classes = rows.Select(r => r[^1]).Distinct().ToList();
        int features = rows[0].Length - 1;
        var x = new double[rows.Length * features];
        for (int j = 0; j < features; j++)
        {
            var column = rows.Select(r => double.Parse(r[j], CultureInfo.InvariantCulture)).ToArray();
            double mean = column.Average(), deviation = Math.Sqrt(column.Average(v => (v - mean) * (v - mean)));
            for (int i = 0; i < column.Length; i++) x[i * features + j] = (column[i] - mean) / (deviation == 0 ? 1 : deviation);
        }
        var y = new double[rows.Length * classes.Count];
        for (int i = 0; i < rows.Length; i++) y[i * classes.Count + classes.IndexOf(rows[i][^1])] = 1;
        return (Tensor.Of<double>(x, [rows.Length, features]), Tensor.Of<double>(y, [rows.Length, classes.Count]));
    }
}
