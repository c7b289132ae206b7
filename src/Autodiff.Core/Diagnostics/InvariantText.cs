using System.Globalization;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>What an interpolated string is that becomes the message of an error: its numbers are written alike in every culture.</summary>
[InterpolatedStringHandler]
ref struct InvariantText(int literalLength, int formattedCount)
{
    DefaultInterpolatedStringHandler text = new(literalLength, formattedCount, CultureInfo.InvariantCulture);

    public void AppendLiteral(string literal) => text.AppendLiteral(literal);

    public void AppendFormatted<T>(T value, string? format = null) => text.AppendFormatted(value, format);

    public string ToStringAndClear() => text.ToStringAndClear();

    /// <summary>Numbers with something between them, alike in every culture: in some a negative one begins with a sign that programs do not read.</summary>
    public static string Join<T>(string separator, IEnumerable<T> numbers)
        where T : IFormattable => string.Join(separator, numbers.Select(n => n.ToString(null, CultureInfo.InvariantCulture)));
}
