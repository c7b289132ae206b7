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

    /// <summary>The tolerance, which is greater for f32.</summary>
    public double Tolerance(double f64, double f32) => Row.Loose * (Array.Exists(X, v => v.DType == DType.F32) ? f32 : f64);

    /// <inheritdoc/>
    public override string ToString() => string.Join("\n", Items.Select((x, i) => $"{(i == 0 ? "" : $"item {i}: ")}Table.Row({Quote(Row.Text)}).F([{string.Join(", ", x.Select(Literal))}])"));

    static string Quote(string s) => s.Contains('"', StringComparison.Ordinal) ? $"\"\"\"{s}\"\"\"" : $"\"{s}\"";

    static string Literal(Tensor t) =>
        $"Tensor.Of<{t.DType.ElementType.FullName}>" +
        $"([{string.Join(", ", t.Data.Cast<object>().Select(Number))}], [{string.Join(", ", t.Shape)}])";

    static string Number(object x) => x switch
    {
        bool b => b ? "true" : "false",
        float f => f.ToString("R", CultureInfo.InvariantCulture) + "f",
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(x, CultureInfo.InvariantCulture)!,
    };
}
