using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>The attributes of parameters and variables, and their replacements in a rewritten tree.</summary>
static class TracedAttributes
{
    static readonly MethodInfo make = typeof(AttributeBaseAst).GetMethod("GetAttribute", BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>Whether an attribute validates values.</summary>
    public static bool Validates(AttributeAst attribute) => typeof(ValidateArgumentsAttribute).IsAssignableFrom(attribute.TypeName.GetReflectionAttributeType());

    /// <summary>The replacement of an attribute; a copy if it needs none.</summary>
    public static AttributeBaseAst Replace(AttributeBaseAst node, string variable, bool isParameter, TreeRewriter tree) => node switch
    {
        TypeConstraintAst type when type.TypeName.GetReflectionType() is { } t && Numbers.Takes(t) => Of(node.Extent, typeof(TracedNumberAttribute), t, isParameter ? Plain(node) : null),
        AttributeAst attribute when Validates(attribute) => Of(node.Extent, typeof(TracedValidationAttribute), variable, Plain(node)),
        _ => tree.Rewrite(node),
    };

    /// <summary>Makes an attribute in a tree.</summary>
    public static AttributeAst Of(IScriptExtent at, Type attribute, params object?[] arguments) =>
        new(at, new ReflectionTypeName(attribute), Array.ConvertAll(arguments, x => new ConstantExpressionAst(at, x!)), null);

    // PowerShell's own attribute is a constant argument of ours, which passes anything that is not a value to it.
    static object Plain(AttributeBaseAst node) => make.Invoke(node, BindingFlags.DoNotWrapExceptions, null, null, null)!;

}
