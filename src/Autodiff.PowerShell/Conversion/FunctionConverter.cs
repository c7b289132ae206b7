using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>Converts a script block. The remains of a function in CliXml are refused, with how to get the function in this session.</summary>
public sealed class FunctionConverter : PSTypeConverter
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => PowerShellHost.Bare(sourceValue) is ScriptBlock || sourceValue is PSObject o && Revival.IsFunction(o);

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        (object?)BlockFunctions.Find(sourceValue) ?? throw Revival.NoFunction((PSObject)sourceValue);

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) => throw new NotSupportedException();
}
