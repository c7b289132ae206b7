using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>Refuses the remains of a function in CliXml, and says how to get the function in this session.</summary>
public sealed class FunctionConverter : PSTypeConverter
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => sourceValue is PSObject o && Revival.IsFunction(o);

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) => throw Revival.NoFunction((PSObject)sourceValue);

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) => throw new NotSupportedException();
}
