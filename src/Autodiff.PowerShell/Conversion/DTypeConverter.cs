namespace Autodiff.PowerShell;

/// <summary>Converts a name such as <c>f32</c>, or a .NET type such as [double], for a parameter of dtype.</summary>
public sealed class DTypeConverter : ArgumentConverter<DType>
{
    /// <inheritdoc/>
    protected override DType From(object? value) => value switch
    {
        DType d => d,
        Type t when DType.Of(t) is { } d => d,
        string s when DType.TryParse(s) is { } d => d,
        _ => throw new AdException(Here($"{Autodiff.Conversion.Describe(value)} is not a dtype; expected one of {string.Join(", ", DType.All)}."), ErrorId.InvalidDType),
    };
}
