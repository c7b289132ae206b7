using System.Globalization;
using System.Management.Automation;
using System.Runtime.ExceptionServices;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>In place of a type of numbers: a value becomes that type's and stays traced, anything else is converted as PowerShell converts it.</summary>
/// <param name="type">The type.</param>
/// <param name="plain">PowerShell's own attribute of a parameter, which takes no text for a [bool]; null for a variable.</param>
sealed class TracedNumberAttribute(Type type, ArgumentTransformationAttribute? plain) : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (Numbers.Convert(inputData, type) is { } value) return value;
        try
        {
            return plain is null ? LanguagePrimitives.ConvertTo(inputData, type, CultureInfo.InvariantCulture) : plain.Transform(engineIntrinsics, inputData);
        }
        catch (ArgumentTransformationMetadataException e) when (e.InnerException is PSInvalidCastException cause)
        {
            // As the assignment to a variable with a type has it; a parameter's binder tells its message alone.
            ExceptionDispatchInfo.Throw(cause);
            throw;
        }
    }
}
