using System.Globalization;

namespace Autodiff;

/// <summary>The texts of some elements of a tensor, for columns of one width. Notation and digits are chosen as in NumPy, with at most eight digits after the point.</summary>
static class ElementText
{
    const int Precision = 8;

    static readonly CultureInfo invariant = CultureInfo.InvariantCulture;

    public static string[] Write(Tensor t, List<long> elements, string? format)
    {
        if (format is not null && t.DType != DType.Bool) return AlignRight(elements.Select(i => Format(t.At(i), format)));
        if (!t.Type.IsFloat) return AlignRight(elements.Select(i => Convert.ToString(t.At(i), invariant)!), t.DType == DType.Bool ? 5 : 0);
        Element[] x = [.. elements.Select(i => new Element(t.DType, t.At(i)))];
        double[] sizes = [.. x.Where(v => v.IsFinite && v.Number != 0).Select(v => Math.Abs(v.Number))];
        bool scientific = sizes.Length > 0 && (sizes.Max() >= 1e8 || sizes.Min() < 1e-4 || sizes.Max() / sizes.Min() > 1000);
        return scientific ? Scientific(x) : Positional(x);
    }

    /// <summary>A floating-point element.</summary>
    readonly record struct Element(DType DType, object Value)
    {
        public double Number { get; } = DType.Number(Value);

        public bool IsFinite => double.IsFinite(Number);

        /// <summary>The text of an infinity or NaN.</summary>
        public string Special => Number switch { double.PositiveInfinity => "inf", double.NegativeInfinity => "-inf", _ => "nan" };
    }

    static string[] Positional(Element[] x)
    {
        var words = Array.ConvertAll(x, v => v.IsFinite ? Number(v.Value).Split('.') : null);
        int left = words.Max(w => w?[0].Length ?? 0), right = words.Max(w => w?[1].Length ?? 0);
        left = Math.Max(left, x.Where(v => !v.IsFinite).Select(v => v.Special.Length - right - 1).DefaultIfEmpty().Max());
        return [.. words.Select((w, i) => w is null ? x[i].Special.PadLeft(left + 1 + right) : w[0].PadLeft(left) + "." + w[1].PadRight(right))];
    }

    static string[] Scientific(Element[] x)
    {
        var parts = Array.ConvertAll(x, v => v.IsFinite ? Digits(v) : default);
        int precision = parts.Max(p => p.Fraction?.Length ?? 0);
        return AlignRight(parts.Select((p, i) => p.Fraction is null ? x[i].Special : $"{p.Whole}.{p.Fraction.PadRight(precision, '0')}e{p.Exponent}"));
    }

    static string[] AlignRight(IEnumerable<string> words, int least = 0)
    {
        string[] r = [.. words];
        int width = Math.Max(least, r.Max(w => w.Length));
        return Array.ConvertAll(r, w => w.PadLeft(width));
    }

    /// <summary>The shortest digits that round-trip, with a point and no trailing zeros.</summary>
    static string Number(object x)
    {
        string s = Format(x, "R");
        bool tooLong = s.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point && s.Length - point - 1 > Precision;
        if (tooLong || s.Contains('E', StringComparison.Ordinal)) s = Format(x, "F" + Precision).TrimEnd('0');
        return s.Contains('.', StringComparison.Ordinal) ? s : s + ".";
    }

    /// <summary>The parts of a number in scientific notation: <c>-1</c>, <c>5</c>, <c>+10</c> for −1.5e10.</summary>
    static (string Whole, string Fraction, string Exponent) Digits(Element x)
    {
        string s = Format(x.Value, "E" + Precision);
        for (int digits = 0; digits < Precision; digits++)
        {
            string shorter = Format(x.Value, "E" + digits);
            if (x.DType.Round(double.Parse(shorter, invariant)) != x.Number) continue;
            s = shorter;
            break;
        }
        int e = s.IndexOf('E', StringComparison.Ordinal);
        var mantissa = s[..e].Split('.');
        int exponent = int.Parse(s[(e + 1)..], invariant);
        return (mantissa[0], mantissa.Length > 1 ? mantissa[1].TrimEnd('0') : "", $"{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    static string Format(object x, string format) => ((IFormattable)x).ToString(format, invariant);
}
