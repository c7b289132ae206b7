namespace Autodiff.PowerShell;

/// <summary>Converts an integer or a list of integers for a parameter with one integer for each axis.</summary>
public sealed class IntegerListConverter : ArgumentConverter<IntegerList>
{
    /// <inheritdoc/>
    protected override IntegerList From(object? value) => value is int one ? new(one) : new(Integers.Read(value, Here("a list of integers")));
}
