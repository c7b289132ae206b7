using Autodiff.PowerShell.Rewriting;

namespace Autodiff.PowerShell;

/// <summary>Converts a number or a regular array of numbers for a parameter of value.</summary>
public sealed class ValueConverter : ArgumentConverter<Value>
{
    /// <inheritdoc/>
    protected override Value From(object? value) =>
        Autodiff.Conversion.Number(value) ?? Collections.Whole(value) ?? Autodiff.Conversion.ToValue(value, PowerShellHost.Statement() ?? "");
}
