using System.Collections;
using System.Globalization;

namespace Autodiff.PowerShell;

/// <summary>Reads the integers of a shape or of axes. Unlike PowerShell's own conversion it does not round 1.7.</summary>
static class Integers
{
    /// <param name="value">An integer, a list of integers, or a tensor of them.</param>
    /// <param name="what">The subject of errors.</param>
    /// <param name="acceptText">Whether text may be an integer: in a command <c>2,-1</c> PowerShell makes the negative number a string. Default: false.</param>
    public static int[] Read(object? value, string what, bool acceptText = false)
    {
        value = PowerShellHost.Bare(value);
        if (value is Value v) return [.. Elements(v, what).Select(x => One(x, what, acceptText))];
        return Autodiff.Conversion.AsList(value) is IList list ? [.. list.Cast<object?>().Select(x => One(PowerShellHost.Bare(x), what, acceptText))] : [One(value, what, acceptText)];
    }

    static IEnumerable<object> Elements(Value v, string what) => v is Tensor { Rank: <= 1, DType.IsInteger: true } t
        ? t.Data.Cast<object>()
        : throw new AdException(v is Tensor
            ? $"{what} must consist of integers, but a tensor {v.Type} was given."
            : $"{what} must be known while the function is traced, but a traced value ({v.Type}) was given. Compute it from .Shape, .Count or .Rank, which are numbers.", ErrorId.InvalidShape);

    static int One(object? x, string what, bool acceptText) => x switch
    {
        Value { Size: 1 } v => One(Elements(v, what).First(), what, false),
        int i => i,
        byte or sbyte or short or ushort => Convert.ToInt32(x, null),
        long and >= int.MinValue and <= int.MaxValue => (int)(long)x,
        uint and <= int.MaxValue => (int)(uint)x,
        double d when double.IsInteger(d) && d is >= int.MinValue and <= int.MaxValue => (int)d,
        string s when acceptText && !s.Contains('\0') && int.TryParse(s, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int i) => i,
        _ => throw new AdException($"{what} must consist of integers, but {(x is IFormattable f and not Value ? f.ToString(null, CultureInfo.InvariantCulture) : Autodiff.Conversion.Describe(x))} was given.", ErrorId.InvalidShape),
    };
}
