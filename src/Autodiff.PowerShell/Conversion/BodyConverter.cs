using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>Converts a script block, or a function made from one, for a parameter of code.</summary>
public sealed class BodyConverter : ArgumentConverter<Body>
{
    /// <inheritdoc/>
    protected override Body From(object? value) => value switch
    {
        ScriptBlock block => new ScriptBlockBody(block),
        Function f => (Func<object?[], object?>)f.Call,
        _ => throw new AdException($"{Autodiff.Conversion.Describe(value)} was given; expected a script block, such as {{ param($x) … }}.", ErrorId.NotCode),
    };
}
