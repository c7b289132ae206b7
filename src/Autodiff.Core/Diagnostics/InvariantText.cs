using System.Globalization;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>Formats an interpolated string for the message of an error. Its numbers have the same text in every culture.</summary>
[InterpolatedStringHandler]
ref struct InvariantText(int literalLength, int formattedCount)
{
    DefaultInterpolatedStringHandler text = new(literalLength, formattedCount, CultureInfo.InvariantCulture);

    public void AppendLiteral(string literal) => text.AppendLiteral(literal);

    public void AppendFormatted<T>(T value, string? format = null) => text.AppendFormatted(value, format);

    public string ToStringAndClear() => text.ToStringAndClear();

    /// <summary>Numbers with a separator between them, with the same text in every culture. In some cultures the minus sign is a character that programs do not read.</summary>
    public static string Join<T>(string separator, IEnumerable<T> numbers)
        where T : IFormattable => string.Join(separator, numbers.Select(n => n.ToString(null, CultureInfo.InvariantCulture)));
}
