using System.Management.Automation;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Accompanies the type [string] of a parameter: a traced value has no text.</summary>
sealed class TracedTextAttribute : ArgumentTransformationAttribute
{
    public override bool TransformNullOptionalParameters => false;

    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) => Texts.Refuse(inputData);
}
