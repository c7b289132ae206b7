namespace Autodiff.PowerShell;

/// <summary>An integer, or a list of integers, for a parameter that is one or several axes.</summary>
public sealed class AxesConverter : ArgumentConverter<Axes>
{
    /// <inheritdoc/>
    protected override Axes From(object? value) => value is int one ? new(one) : new(Integers.Read(value, Here("a list of axes")));
}
