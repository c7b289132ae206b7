namespace Autodiff.PowerShell;

/// <summary>Converts an integer or a list of integers for a parameter of axes.</summary>
public sealed class AxesConverter : ArgumentConverter<Axes>
{
    /// <inheritdoc/>
    protected override Axes From(object? value) => value is int one ? new(one) : new(Integers.Read(value, Here("a list of axes")));
}
