namespace Autodiff.PowerShell;

/// <summary>An integer, or a list of integers, for a parameter that has one for each axis.</summary>
public sealed class IntegerListConverter : ArgumentConverter<IntegerList>
{
    /// <inheritdoc/>
    protected override IntegerList From(object? value) => value is int one ? new(one) : new(Integers.Read(value, Here("a list of integers")));
}
