namespace Autodiff.PowerShell;

/// <summary>Converts an integer or a list of integers for a parameter of shape.</summary>
public sealed class ShapeConverter : ArgumentConverter<Shape>
{
    /// <inheritdoc/>
    protected override Shape From(object? value) => value is int one ? new(one) : new(Integers.Read(value, Here("a shape")));
}
