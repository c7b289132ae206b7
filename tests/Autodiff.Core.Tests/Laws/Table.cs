using System.Globalization;
using CsCheck;

namespace Autodiff.Core.Tests.Laws;

/// <summary>All rows, and the check of a law for a row.</summary>
static class Table
{
    /// <summary>The rows of all families: the property All of each class whose name ends in Rows.</summary>
    public static readonly Row[] Rows = [.. typeof(Table).Assembly.GetTypes()
        .Where(t => t.Namespace == typeof(Table).Namespace && t.Name.EndsWith("Rows", StringComparison.Ordinal))
        .OrderBy(t => t.Name, StringComparer.Ordinal)
        .SelectMany(t => (IEnumerable<Row>)t.GetProperty("All")!.GetValue(null)!)];

    static readonly Dictionary<string, Row> byText = Rows.ToDictionary(r => r.Text);

    // A nightly run uses more.
    static readonly int iterations = int.TryParse(Environment.GetEnvironmentVariable("AUTODIFF_LAW_ITERATIONS"), CultureInfo.InvariantCulture, out int n) ? n : 5;

    /// <summary>The row with a text.</summary>
    public static Row Row(string text) => byText[text];

    /// <summary>Each row with each of its dtypes.</summary>
    public static TheoryData<string, string> Grid(Func<Row, DType, bool>? applies = null)
    {
        var data = new TheoryData<string, string>();
        foreach (var r in Rows)
            foreach (var d in r.DTypes)
                if (applies?.Invoke(r, d) != false) data.Add(r.Text, d.Name);
        return data;
    }

    /// <summary>Each row with its floating-point dtypes, if it can be differentiated that often in forward mode.</summary>
    public static TheoryData<string, string> Forward(int order) => Grid((r, d) => d.IsFloat && r.Order >= order && r.Forward);

    /// <summary>The rows that can be differentiated that often in reverse mode.</summary>
    public static TheoryData<string, string> Reverse(int order) => Grid((r, d) => d.IsFloat && r.Order >= order && r.Reverse);

    /// <summary>The rows that can be differentiated that often in both modes.</summary>
    public static TheoryData<string, string> Both(int order) => Grid((r, d) => d.IsFloat && r.Order >= order && r.Forward && r.Reverse);

    /// <summary>Checks a law for generated cases. A failure shows the seed and a case that can be pasted.</summary>
    public static void Check(string row, string dtype, Action<Case> law, int items = 1) =>
        Row(row).Cases(DType.Parse(dtype), items).Sample(law, iter: iterations, threads: 1, print: c => c.ToString());

    /// <summary>Subsets of the marked positions: each alone, and all together.</summary>
    public static IEnumerable<bool[]> Some(bool[] of)
    {
        if (!of.Contains(true)) yield break;
        yield return of;
        if (of.Count(b => b) == 1) yield break;
        for (int i = 0; i < of.Length; i++)
            if (of[i]) yield return [.. of.Select((_, k) => k == i)];
    }

    /// <summary>Every nonempty subset of n positions.</summary>
    public static IEnumerable<bool[]> Masks(int n) => Enumerable.Range(1, (1 << n) - 1).Select(m => Enumerable.Range(0, n).Select(i => (m >> i & 1) == 1).ToArray());
}
