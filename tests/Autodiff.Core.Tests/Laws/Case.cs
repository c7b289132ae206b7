using System.Globalization;

namespace Autodiff.Core.Tests.Laws;

/// <summary>Arguments for a row: one or several items of equal shapes. It prints as C# that can be pasted into a test.</summary>
sealed record Case(Row Row, Tensor[][] Items)
{
    /// <summary>The arguments of the first item.</summary>
    public Tensor[] X => Items[0];

    /// <summary>The arguments of the first item, as values.</summary>
    public Value[] Values => X;

    /// <summary>The function.</summary>
    public Func<Value[], Value[]> F => Row.F;

    /// <summary>The arguments that are floats, and so have tangents.</summary>
    public bool[] Floating => Array.ConvertAll(X, v => v.Type.IsFloat);

    /// <summary>The tolerance, which depends on the least precise argument.</summary>
    public double Tolerance(double f64, double f32) => Numeric.Tolerance(Array.ConvertAll(X, v => v.DType), Row.Loose, f64, f32);

    /// <summary>The tolerance for a result of another program for the same function.</summary>
    public double Tolerance(DType result) => Numeric.Tolerance([.. X.Select(v => v.DType), result], Row.Loose, 1e-11, 1e-4);

    /// <inheritdoc/>
    public override string ToString() => string.Join("\n", Items.Select((x, i) => $"{(i == 0 ? "" : $"item {i}: ")}Table.Row({Quote(Row.Text)}).F([{string.Join(", ", x.Select(Literal))}])"));

    static string Quote(string s) => s.Contains('"', StringComparison.Ordinal) ? $"\"\"\"{s}\"\"\"" : $"\"{s}\"";

    static string Literal(Tensor t) =>
        $"Tensor.Of<{t.DType.ElementType.FullName}>" +
        $"([{string.Join(", ", t.Data.Cast<object>().Select(Number))}], [{string.Join(", ", t.Shape)}])";

    static string Number(object x) => x switch
    {
        bool t => t ? "true" : "false",
        Half h => $"(Half){h.ToString("R", CultureInfo.InvariantCulture)}",
        BFloat16 b => $"(BFloat16){b.ToString("R", CultureInfo.InvariantCulture)}",
        float f => f.ToString("R", CultureInfo.InvariantCulture) + "f",
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(x, CultureInfo.InvariantCulture)!,
    };
}
