using System.Globalization;
using System.Management.Automation;
using System.Runtime.ExceptionServices;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Takes the place of a numeric type: a value is converted to it and stays traced; anything else is converted by PowerShell.</summary>
/// <param name="type">The type.</param>
/// <param name="plain">PowerShell's own attribute for a parameter, which refuses text for a [bool]; null for a variable.</param>
sealed class TracedNumberAttribute(Type type, ArgumentTransformationAttribute? plain) : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (Numbers.Convert(inputData, type) is { } value) return value;
        try
        {
            return plain is null ? LanguagePrimitives.ConvertTo(inputData, type, CultureInfo.InvariantCulture) : plain.Transform(engineIntrinsics, inputData);
        }
        catch (ArgumentTransformationMetadataException e) when (e.InnerException is PSInvalidCastException cause)
        {
            // As for an assignment to a typed variable. The binder of parameters would pass on only the message.
            ExceptionDispatchInfo.Throw(cause);
            throw;
        }
    }
}
