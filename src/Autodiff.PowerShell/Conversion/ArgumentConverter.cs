using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>Converts a script's argument for a parameter of type <typeparamref name="T"/>. An unsuitable argument is an error in our words.</summary>
public abstract class ArgumentConverter<T> : PSTypeConverter
{
    /// <summary>Converts an object that is not a PSObject.</summary>
    protected abstract T From(object? value);

    /// <summary>The subject of an error, with the statement that is running: PowerShell tells a converter neither the operation nor the argument.</summary>
    internal static string Here(string what) => PowerShellHost.Statement() is { } statement ? $"{statement}: {what}" : what;

    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => true;

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) => From(PowerShellHost.Bare(sourceValue))!;

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) => throw new NotSupportedException();
}
