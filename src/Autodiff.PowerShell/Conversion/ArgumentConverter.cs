using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>Converts what a script gives for a parameter of <typeparamref name="T"/>, and refuses in our words what is none.</summary>
public abstract class ArgumentConverter<T> : PSTypeConverter
{
    /// <summary>The value, from an object that is no PSObject.</summary>
    protected abstract T From(object? value);

    /// <summary>What an error is about, with the statement that is being run: PowerShell tells a converter neither the operation nor the argument.</summary>
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
