using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>
/// Converts a value to a .NET number for code that is not rewritten: compiled commands and methods, classes, scripts from elsewhere. A tensor of one element gives its
/// number, and one with axes an array of numbers. A traced integer gives that of this call where an integer is asked for, which is a condition of the path. Any other traced value has none, and the error names
/// the code that asked.
/// </summary>
public class NumberConverter : PSTypeConverter
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) =>
        destinationType is not null && destinationType != typeof(bool) && (Autodiff.Conversion.ElementDType(destinationType) is not null && PowerShellHost.Bare(sourceValue) is Value
            || DynamicAnswers.IsNumeric(destinationType) && PowerShellHost.Bare(sourceValue) is Tensor);

    /// <inheritdoc/>
    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase)
    {
        var x = (Value)PowerShellHost.Bare(sourceValue)!;
        if (destinationType.IsArray) return DynamicAnswers.Elements(x, destinationType);
        if (x is Tensor t) return LanguagePrimitives.ConvertTo(t.Item(), destinationType, formatProvider);
        // The code branches on it, for example on a count.
        if (x.Rank == 0 && x.Type.DType.IsInteger && Type.GetTypeCode(destinationType) is TypeCode.Int32 or TypeCode.Int64) return LanguagePrimitives.ConvertTo(Ad.Pin(x), destinationType, formatProvider);
        throw new AdException($"{PowerShellHost.Statement()}: this needs a [{destinationType.Name}], but a traced value ({x.Type}) has no number until the function runs. Compiled commands and methods, classes and scripts from elsewhere take no traced values. Use operations of [Ad], or pass a value that is not traced.", ErrorId.TracedCast);
    }
}
