using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>Variables and parameters with a numeric type, the type [string] or with validation. Our attributes take the place of PowerShell's, and also apply to later assignments.</summary>
sealed class TypedVariables : Trap
{
    public static readonly TypedVariables Instance = new();

    /// <summary>Whether an expression with a type or attribute is the target of an assignment.</summary>
    public static bool IsTarget(AttributedExpressionAst node)
    {
        Ast inner = node;
        while (inner.Parent is AttributedExpressionAst or ArrayLiteralAst) inner = inner.Parent;
        ExpressionAst variable = node;
        while (variable is AttributedExpressionAst attributed) variable = attributed.Child;
        return variable is VariableExpressionAst && inner.Parent is AssignmentStatementAst assignment && assignment.Left == inner;
    }

    /// <summary><c>[ValidateRange(0, 1)]$x = …</c></summary>
    public static TypedVariables? In(AttributedExpressionAst node) => node.Attribute is AttributeAst attribute && IsTarget(node) && TracedAttributes.Validates(attribute) ? Instance : null;

    public static TypedVariables? In(ParameterAst node) => node.Attributes.Any(a => a switch
    {
        TypeConstraintAst type => Numbers.Takes(type.TypeName.GetReflectionType()) || IsText(type),
        AttributeAst attribute => TracedAttributes.Validates(attribute),
        _ => false,
    }) ? Instance : null;

    public override Ast Replace(Ast node, TreeRewriter tree)
    {
        if (node is ConvertExpressionAst { Type: var text } cast && IsText(text))
            return tree.With(node, (nameof(ConvertExpressionAst.Child), new AttributedExpressionAst(node.Extent, Text(node), tree.Rewrite(cast.Child))));
        if (node is AttributedExpressionAst attributed)
            return new AttributedExpressionAst(node.Extent, TracedAttributes.Replace(attributed.Attribute, Variable(attributed), false, tree), tree.Rewrite(attributed.Child));
        var parameter = (ParameterAst)node;
        // If it had no type, PowerShell would initialize a parameter that is not given with $null instead of 0.
        var otherwise = parameter.DefaultValue is { } value ? tree.Rewrite(value)
            : parameter.Attributes.OfType<TypeConstraintAst>().Any() && parameter.StaticType is { IsValueType: true } type && Nullable.GetUnderlyingType(type) is null && Numbers.Of(type) is not null
                ? new ConstantExpressionAst(parameter.Extent, Activator.CreateInstance(type)!) : null;
        var attributes = parameter.Attributes.Select(a => TracedAttributes.Replace(a, parameter.Name.VariablePath.UserPath, true, tree));
        // The last attribute runs first, before PowerShell has converted the argument to text.
        if (parameter.Attributes.OfType<TypeConstraintAst>().Any(IsText)) attributes = attributes.Append(Text(parameter));
        return new ParameterAst(parameter.Extent, (VariableExpressionAst)parameter.Name.Copy(), attributes, otherwise);
    }

    /// <summary>Whether a type is [string] or [string[]].</summary>
    public static bool IsText(TypeConstraintAst type) => type.TypeName.GetReflectionType() is { } t && (t == typeof(string) || t == typeof(string[]));

    static AttributeAst Text(Ast node) => TracedAttributes.Of(node.Extent, typeof(TracedTextAttribute), new Warning(node.Extent.StartLineNumber));

    static string Variable(ExpressionAst target) => target is AttributedExpressionAst attributed ? Variable(attributed.Child) : ((VariableExpressionAst)target).VariablePath.UserPath;
}
