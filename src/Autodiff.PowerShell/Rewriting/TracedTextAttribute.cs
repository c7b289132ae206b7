using System.Management.Automation;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Accompanies the type [string] of a parameter or property: the text of a traced value is that of its number in this call, a condition of the path.</summary>
/// <param name="warning">The warning that the text is made of a traced value.</param>
sealed class TracedTextAttribute(Warning warning) : ArgumentTransformationAttribute
{
    public override bool TransformNullOptionalParameters => false;

    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => Texts.Typed(inputData, warning);
}
