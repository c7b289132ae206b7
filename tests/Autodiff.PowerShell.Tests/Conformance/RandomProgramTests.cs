using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace Autodiff.PowerShell.Tests.Conformance;

/// <summary>Random PowerShell functions give what plain PowerShell gives, when they are traced and on the paths known then, and their gradients are those of central differences.</summary>
[Collection("PowerShell")]
public class RandomProgramTests(PowerShellSession session)
{
    const double Step = 1e-6;

    // 2,000 for a thorough run.
    static readonly int programs = int.TryParse(Environment.GetEnvironmentVariable("AUTODIFF_RANDOM_PROGRAMS"), CultureInfo.InvariantCulture, out int n) ? n : 40;
    static readonly int first = int.TryParse(Environment.GetEnvironmentVariable("AUTODIFF_RANDOM_SEED"), CultureInfo.InvariantCulture, out int n) ? n : 0;

    const string Run = """
        $ErrorActionPreference = 'Stop'
        $f = New-AdFunction $block
        $plain, $traced, $again = { & $block @named }, { Invoke-AdCompiled -Backend Managed $f -NamedArgument $named }, { Invoke-AdCompiled -Backend Managed $f -NamedArgument $named }
        foreach ($run in $plain, $traced, $again) {
            $paths = ($f.Signatures | Measure-Object Paths -Sum).Sum
            $results = foreach ($call in $calls) { $named = & $call; try { @{ Value = & $run } } catch { @{ Value = $_ } } }
            [pscustomobject]@{ Results = $results; New = ($f.Signatures | Measure-Object Paths -Sum).Sum - $paths }
        }
        """;

    const string Differentiate = """
        $ErrorActionPreference = 'Stop'
        $g = New-AdFunction $block | Get-AdGradient -Parameter $by
        foreach ($call in $calls) {
            $named = & $call[0]
            try { $gradient = Invoke-AdCompiled -Backend Managed $g -NamedArgument $named } catch { $gradient = $_ }
            [pscustomobject]@{ Gradient = $gradient; Near = @(foreach ($near in $call) { $named = & $near; try { & $block @named } catch { } }) }
        }
        """;

    [Fact]
    public void Agree_with_plain_PowerShell()
    {
        var failures = new List<string>();
        for (int seed = first; seed < first + programs && failures.Count < 40; seed++)
        {
            var (code, calls) = new ProgramGrammar(seed).Write(5);
            if (Failure(code, calls) is { } failure) failures.Add($"seed {seed}: {failure}\n{code}");
        }
        Assert.True(failures.Count == 0, $"{failures.Count} programs differ:\n{string.Join("\n", failures)}");
    }

    string? Failure(string code, RandomCall[] calls)
    {
        try
        {
            return Values(code, calls) ?? Slopes(code, calls);
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidCastException or FormatException)
        {
            return e.Message;
        }
    }

    string? Values(string code, RandomCall[] calls)
    {
        var runs = session.Run($"{code}\n$calls = {Blocks(calls)}\n{Run}");
        var results = runs.Select(r => ((IEnumerable)PowerShellHost.Bare(r.Properties["Results"].Value)!).Cast<object>().Select(c => ((Hashtable)PowerShellHost.Bare(c)!)["Value"]).ToArray()).ToArray();
        for (int i = 0; i < calls.Length; i++)
            foreach (int run in (int[])[1, 2])
                if (Difference(results[0][i], results[run][i], code.Contains("Sort-Object", StringComparison.Ordinal)) is { } difference) return $"{(run == 1 ? "" : "again ")}{calls[i]}: {difference}";
        if (Numbers(runs[2].Properties["New"].Value).Single() is > 0 and var more) return $"{more} paths were traced again.";
        return null;
    }

    string? Slopes(string code, RandomCall[] calls)
    {
        // Steps as small as these are no edges to a difference; the derivative of what is NaN and then not used is NaN, as JAX's.
        if (calls[0].Count == 0 || ((string[])["[float]", "Round", ":F", "Log"]).Any(code.Contains)) return null;
        string all = string.Join(", ", calls.Select(c => $"{Blocks([c, .. Enumerable.Range(0, c.Count).SelectMany(i => (RandomCall[])[c.Moved(i, Step), c.Moved(i, -Step)])])}"));
        var rows = session.Run($"{code}\n$by = '{string.Join("', '", calls[0].Floating)}'; $calls = @({all})\n{Differentiate}");
        for (int n = 0; n < calls.Length; n++)
        {
            // Only single numbers have gradients.
            object?[] near = [.. ((IEnumerable)PowerShellHost.Bare(rows[n].Properties["Near"].Value)!).Cast<object?>().Select(PowerShellHost.Bare)];
            if (near.Length != 2 * calls[n].Count + 1 || Array.Exists(near, y => y is not double)) continue;
            if (rows[n].Properties["Gradient"].Value is ErrorRecord error) return $"{calls[n]}: the gradient: {error}";
            double[] gradient = [.. Numbers(rows[n].Properties["Gradient"].Value)], y = Array.ConvertAll(near, x => (double)x!);
            for (int i = 0; i < calls[n].Count; i++)
            {
                double above = (y[2 * i + 1] - y[0]) / Step, below = (y[0] - y[2 * i + 2]) / Step, slope = (above + below) / 2, scale = Math.Max(1, Math.Max(Math.Abs(slope), Math.Abs(y[0])));
                // At an edge the two differ, or a step so small makes a leap.
                if (Math.Abs(above - below) < 1e-3 * scale && Math.Abs(slope * Step) < 1e-2 * Math.Max(1, Math.Abs(y[0])) && !(Math.Abs(slope - gradient[i]) < 1e-4 * scale)) return $"{calls[n]}: the slope by number {i} is {slope}, the gradient {gradient[i]}";
            }
        }
        return null;
    }

    static string Blocks(RandomCall[] calls) => $"@({string.Join(", ", calls.Select(c => $"{{ {c} }}"))})";

    // Null if they agree. Numbers of several types that are sorted together get one.
    static string? Difference(object? plain, object? traced, bool sorts)
    {
        if (plain is ErrorRecord) return traced is ErrorRecord ? null : $"PowerShell's error is {plain}, the result {Shown(traced)}";
        if (traced is ErrorRecord) return $"PowerShell gives {Shown(plain)}, the error is {traced}";
        bool same = PowerShellHost.Bare(plain) switch
        {
            double x => PowerShellHost.Bare(traced) is double y && Close(x, y),
            // A traced [decimal] is an f64.
            decimal x => PowerShellHost.Bare(traced) is double or int && Close((double)x, Numbers(traced).Single()),
            int x when sorts => PowerShellHost.Bare(traced) is double or int && Close(x, Numbers(traced).Single()),
            // -$x of 0 is -0.
            string x => PowerShellHost.Bare(traced) is string y && x.Replace("-0.00", "0.00", StringComparison.Ordinal) == y.Replace("-0.00", "0.00", StringComparison.Ordinal),
            ValueType => Equals(PowerShellHost.Bare(plain), PowerShellHost.Bare(traced)),
            var several => Numbers(several).ToArray() is var x && Numbers(traced).ToArray() is var y && x.Length == y.Length && x.Zip(y, Close).All(c => c),
        };
        return same ? null : $"PowerShell gives {Shown(plain)}, the result is {Shown(traced)}";
    }

    static bool Close(double x, double y) => x.Equals(y) || Math.Abs(x - y) <= 1e-8 * Math.Max(1, Math.Abs(x));

    static string Shown(object? x) => $"{PowerShellHost.Bare(x)?.GetType().Name} {(PowerShellHost.Bare(x) is string s ? s : string.Join(", ", Numbers(x)))}";

    static IEnumerable<double> Numbers(object? x) => x is PSObject { BaseObject: PSCustomObject } o ? o.Properties.SelectMany(p => Numbers(p.Value)) : PowerShellHost.Bare(x) switch
    {
        null => [],
        Tensor t => t.Data.Cast<object>().SelectMany(Numbers),
        IDictionary table => table.Keys.Cast<string>().Order(StringComparer.OrdinalIgnoreCase).SelectMany(k => Numbers(table[k])),
        string s => throw new InvalidOperationException($"'{s}' is no number."),
        IEnumerable several => several.Cast<object?>().SelectMany(Numbers),
        var number => [Convert.ToDouble(number, CultureInfo.InvariantCulture)],
    };
}
