using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary><c>-is</c> with a numeric type, and <c>-as</c>: a value is not a .NET number and cannot become one.</summary>
sealed class Kinds : Trap
{
    static readonly Kinds instance = new();
    static readonly Operation tested = new("Tested", (x, type) => Values.Of(x) is not { } v ? (x as Instance)?.Blank ?? x : throw new AdException(
        $"-is: a traced value ({v.Type}) is not a [{type}], although the argument was a number. Test its dtype, as in $x.DType -eq 'f64', or remove the test.", ErrorId.TypeOfValue));
    static readonly Operation changed = new("Changed", x => Values.Of(x) is not { } v ? x : throw new AdException(
        $"-as: a traced value ({v.Type}) has no number until the function runs. Use a cast, such as [double]$x or [Ad]::Cast($x, 'f64'), which keeps it traced.", ErrorId.TypeOfValue));

    public static Kinds? In(BinaryExpressionAst node) => Syntax.IsConstant(node.Left) || node.Operator != TokenKind.As && !IsNumeric(node.Right) ? null : instance;

    public override Ast Replace(Ast node, TreeRewriter tree)
    {
        var b = (BinaryExpressionAst)node;
        var left = tree.Rewrite(b.Left);
        return tree.With(node, (nameof(BinaryExpressionAst.Left), b.Operator == TokenKind.As
            ? changed.Call(left.Extent, left)
            : tested.Call(left.Extent, left, new StringConstantExpressionAst(b.Right.Extent, ((TypeExpressionAst)b.Right).TypeName.FullName, StringConstantType.SingleQuoted))));
    }

    static bool IsNumeric(ExpressionAst right) =>
        right is TypeExpressionAst { TypeName: var name } && name.GetReflectionType() is { } type && (type == typeof(ValueType) || ScriptClass.Of(type) is not null || Autodiff.Conversion.ElementDType(type) is not null);
}
