using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Autodiff.PowerShell.Rewriting;

/// <summary><c>-in -notin -contains -notcontains</c>: whether a value equals an item of a list, or a number an element of a value. The result is traced.</summary>
sealed class Memberships : Trap
{
    static readonly Dictionary<TokenKind, Memberships> instances = new()
    {
        [TokenKind.Iin] = new("in", false, false, true),
        [TokenKind.Cin] = new("cin", false, false, false),
        [TokenKind.Inotin] = new("notin", false, true, true),
        [TokenKind.Cnotin] = new("cnotin", false, true, false),
        [TokenKind.Icontains] = new("contains", true, false, true),
        [TokenKind.Ccontains] = new("ccontains", true, false, false),
        [TokenKind.Inotcontains] = new("notcontains", true, true, true),
        [TokenKind.Cnotcontains] = new("cnotcontains", true, true, false),
    };

    readonly Operation operation;
    readonly ScriptBlock plain;
    readonly string name;
    readonly bool negated, ignoreCase;

    Memberships(string name, bool listIsLeft, bool negated, bool ignoreCase)
    {
        (this.name, this.negated, this.ignoreCase) = ("-" + name, negated, ignoreCase);
        plain = ScriptBlock.Create($"param($left, $right) $left {this.name} $right");
        operation = new("Among", (left, right) => (listIsLeft ? Among(right, left) : Among(left, right)) ?? plain.InvokeReturnAsIs(left, right));
    }

    public static Memberships? In(BinaryExpressionAst node) => instances[node.Operator];

    public override Ast Replace(Ast node, TreeRewriter tree)
    {
        var b = (BinaryExpressionAst)node;
        return operation.Call(b.Extent, tree.Rewrite(b.Left), tree.Rewrite(b.Right));
    }

    // Null if no operand is a value.
    object? Among(object? item, object? list)
    {
        if (Values.Of(list) is { Rank: > 0 } tensor) return Negated(Values.Equal(tensor, item) is { } same ? Ad.Any(same) : false);
        var items = PowerShellHost.Bare(list) is IList several and not IDictionary ? several : new[] { list };
        if (Values.Of(item) is null && Values.ListOf(items) is null) return null;
        Value found = false;
        foreach (object? other in items)
        {
            var same = Values.Of(item) is { } x ? Values.Equal(Single(x), other)
                : Values.Of(other) is { } y ? Values.Equal(Single(y), item)
                : LanguagePrimitives.Equals(item, other, ignoreCase) ? true : null;
            if (same is not null) found = Ad.LogicalOr(found, Single(same));
        }
        return Negated(found);
    }

    Value Negated(Value found) => negated ? Ad.LogicalNot(found) : found;

    Value Single(Value x) => x.Rank == 0
        ? x
        : throw new AdException($"{name}: the value to look for is {x.Type}; expected one number. Compare element by element, with [Ad]::Any or [Ad]::All.", ErrorId.NotScalar);
}
