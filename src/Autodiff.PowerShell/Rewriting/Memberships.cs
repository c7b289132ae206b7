using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary><c>-in -notin -contains -notcontains</c>: whether a value is equal to one of a list, or a number to an element of a value. The answer is traced.</summary>
sealed class Memberships : Trap
{
    static readonly Dictionary<TokenKind, Memberships> instances = new()
    {
        [TokenKind.Iin] = new("-in", false, false),
        [TokenKind.Cin] = new("-cin", false, false),
        [TokenKind.Inotin] = new("-notin", false, true),
        [TokenKind.Cnotin] = new("-cnotin", false, true),
        [TokenKind.Icontains] = new("-contains", true, false),
        [TokenKind.Ccontains] = new("-ccontains", true, false),
        [TokenKind.Inotcontains] = new("-notcontains", true, true),
        [TokenKind.Cnotcontains] = new("-cnotcontains", true, true),
    };

    readonly Operation operation;
    readonly ScriptBlock plain;
    readonly string name;
    readonly bool negated;

    Memberships(string name, bool listIsLeft, bool negated)
    {
        (this.name, this.negated) = (name, negated);
        plain = ScriptBlock.Create($"param($left, $right) $left {name} $right");
        operation = new("Among", (left, right) => (listIsLeft ? Among(right, left) : Among(left, right)) ?? plain.InvokeReturnAsIs(left, right));
    }

    public static Memberships? In(BinaryExpressionAst node) => instances[node.Operator];

    public override Ast Replace(Ast node, TreeRewriter tree)
    {
        var b = (BinaryExpressionAst)node;
        return operation.Call(b.Extent, tree.Rewrite(b.Left), tree.Rewrite(b.Right));
    }

    // Null where no value is among them.
    object? Among(object? item, object? list)
    {
        if (Values.Of(list) is { Rank: > 0 } tensor) return Negated(Ad.Any(Ad.Equal(tensor, Number(item))));
        var x = Values.Of(item);
        var items = PowerShellHost.Bare(list) is IList several and not IDictionary ? several : new[] { list };
        if (x is null && Values.ListOf(items) is null) return null;
        Value found = Tensor.Scalar(false);
        foreach (object? other in items)
            if (PowerShellHost.Bare(other) is { } y && PowerShellHost.Bare(item) is not null && (x is not null || y is Value)) found = Ad.LogicalOr(found, Ad.Equal(Number(item), Number(y)));
            else if (x is null && LanguagePrimitives.Equals(item, other, !name.StartsWith("-c", StringComparison.Ordinal) || name == "-contains")) found = Tensor.Scalar(true);
        return Negated(found);
    }

    Value Negated(Value found) => negated ? Ad.LogicalNot(found) : found;

    Value Number(object? x)
    {
        var v = Autodiff.Conversion.ToValue(x, name);
        return v.Rank == 0 ? v : throw new AdException($"{name}: one number is looked for, but a value ({v.Type}) was given: compare element by element, with [Ad]::Any or [Ad]::All.", "NotScalar");
    }
}
