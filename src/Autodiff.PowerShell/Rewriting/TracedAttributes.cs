using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>The attributes of parameters and variables, and what stands for them in a rewritten tree.</summary>
static class TracedAttributes
{
    static readonly MethodInfo make = typeof(AttributeBaseAst).GetMethod("GetAttribute", BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>Whether an attribute checks values.</summary>
    public static bool Validates(AttributeAst attribute) => typeof(ValidateArgumentsAttribute).IsAssignableFrom(attribute.TypeName.GetReflectionAttributeType());

    /// <summary>The attribute that stands for this one; a copy where none has to.</summary>
    public static AttributeBaseAst Replace(AttributeBaseAst node, TreeRewriter tree) => node switch
    {
        TypeConstraintAst type when type.TypeName.GetReflectionType() is { } t && Numbers.Of(t) is not null => Holding(node, typeof(TracedNumberAttribute), t),
        AttributeAst attribute when Validates(attribute) => Holding(node, typeof(TracedValidationAttribute)),
        _ => tree.Rewrite(node),
    };

    // PowerShell's own attribute is an argument of ours, a constant as any other: what is no value goes to it.
    static AttributeAst Holding(AttributeBaseAst node, Type attribute, params object[] more) => new(
        node.Extent, new ReflectionTypeName(attribute), [.. more.Prepend(make.Invoke(node, BindingFlags.DoNotWrapExceptions, null, null, null)!).Select(x => new ConstantExpressionAst(node.Extent, x))], null);
}

/// <summary>In place of a type of numbers: a value becomes that type's and stays traced, anything else is converted as PowerShell converts it.</summary>
sealed class TracedNumberAttribute(ArgumentTransformationAttribute plain, Type type) : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => Numbers.Convert(inputData, type) ?? plain.Transform(engineIntrinsics, inputData);
}
