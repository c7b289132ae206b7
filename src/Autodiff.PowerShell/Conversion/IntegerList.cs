using System.Collections;

namespace Autodiff.PowerShell;

/// <summary>Reads the integers of a shape or of axes. Unlike PowerShell's own conversion it does not round 1.7, nor take a string.</summary>
static class IntegerList
{
    public static int[] Read(object? value, string what)
    {
        value = PowerShellHost.Bare(value);
        if (value is Value v) return [.. Elements(v, what).Select(x => One(x, what))];
        return Autodiff.Conversion.AsList(value) is IList list ? [.. list.Cast<object?>().Select(x => One(PowerShellHost.Bare(x), what))] : [One(value, what)];
    }

    static IEnumerable<object> Elements(Value v, string what) => v is Tensor { Rank: <= 1, DType.IsInteger: true } t
        ? t.Data.Cast<object>()
        : throw new AdException(v is Tensor
            ? $"{what} is made of integers, but a tensor {v.Type} was given."
            : $"{what} must be known while a function is traced, but a traced value ({v.Type}) was given: compute it from .Shape, .Count or .Rank, which are numbers.", "InvalidShape");

    static int One(object? x, string what) => x switch
    {
        Value { Size: 1 } v => One(Elements(v, what).First(), what),
        int i => i,
        byte or sbyte or short or ushort => Convert.ToInt32(x, null),
        long and >= int.MinValue and <= int.MaxValue => (int)(long)x,
        uint and <= int.MaxValue => (int)(uint)x,
        double d when double.IsInteger(d) && d is >= int.MinValue and <= int.MaxValue => (int)d,
        _ => throw new AdException($"{what} is made of integers, but {(x is IFormattable f and not Value ? f.ToString(null, System.Globalization.CultureInfo.InvariantCulture) : Autodiff.Conversion.Describe(x))} was given.", "InvalidShape"),
    };
}
