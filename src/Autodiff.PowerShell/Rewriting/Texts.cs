using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;
using Autodiff.Tracing;
using Autodiff.Tracing.Paths;

namespace Autodiff.PowerShell.Rewriting;

/// <summary>
/// Conversions of an operand to text. What goes to the host, a stream command or <c>throw</c> shows the number of the current call. Any other text is made of that number,
/// which becomes a condition of the path. Text that is one such number and nothing else is known again where it is converted back.
/// </summary>
sealed class Texts : Trap
{
    static readonly HashSet<string> streams = new(["Write-Host", "Write-Verbose", "Write-Debug", "Write-Information", "Write-Progress", "Write-Warning"], StringComparer.OrdinalIgnoreCase);
    static readonly Texts telling = new(Tell);
    static readonly Operation unmarked = new("Found", Unmarked);

    // Text that is one traced number.
    static readonly ConditionalWeakTable<string, Value> numbers = [];

    // One warning for a line of a trace, where no node of the syntax tree has one.
    static readonly ConditionalWeakTable<Trace, Dictionary<int, Warning>> warnings = [];

    // The numbers that became text in a trace.
    static readonly ConditionalWeakTable<Trace, HashSet<string>> texts = [];

    static readonly Operation pinning = new("Text", Numbered);

    readonly Operation operand;

    Texts(Func<object?, object?> apply) => operand = new("Text", apply);

    /// <summary><c>"…$x…"</c></summary>
    public static Texts In(ExpandableStringExpressionAst node) => For(node);

    /// <summary><c>-f -join -like -match -replace -split</c></summary>
    public static Texts? In(BinaryExpressionAst node) => Syntax.IsConstant(node.Left) && Syntax.IsConstant(node.Right) ? null
        : For(node);

    /// <summary><c>-join</c> and <c>-split</c> with one operand.</summary>
    public static Texts? In(UnaryExpressionAst node) => Syntax.IsConstant(node.Child) ? null : For(node);

    /// <summary><c>$x.ToString('F2')</c>, <c>[string]::Format('{0}', $x)</c>, <c>[Console]::WriteLine($x)</c></summary>
    public static Texts? In(InvokeMemberExpressionAst node) => node switch
    {
        { Static: false, Member: StringConstantExpressionAst { Value: var name } } => name.Equals("ToString", StringComparison.OrdinalIgnoreCase) ? For(node) : null,
        { Static: true, Expression: TypeExpressionAst { TypeName: var type }, Arguments.Count: > 0 } => type.GetReflectionType() is var t && t == typeof(Console) ? telling : t == typeof(string) ? For(node) : null,
        _ => null,
    };

    /// <summary><c>[string]$x</c></summary>
    public static Texts? In(ConvertExpressionAst node) => Syntax.IsConstant(node.Child) ? null : For(node);

    /// <summary><c>Write-Host $x</c> and its like.</summary>
    public static Texts? In(CommandAst node) => IsStream(node) && node.CommandElements.Any(IsShown) ? telling : null;

    public override Ast Replace(Ast node, TreeRewriter tree) => node switch
    {
        ExpandableStringExpressionAst { NestedExpressions: [var one], Value: var all } when this != telling && all == one.Extent.Text => new Operation("Text", x => Whole(x, operand)).Call(node.Extent, tree.Rewrite(one)),
        ExpandableStringExpressionAst text => tree.With(node, (nameof(ExpandableStringExpressionAst.NestedExpressions), text.NestedExpressions.Select(e => Text(e, tree)).ToList())),
        BinaryExpressionAst b when IsFilter(b.Operator) && this != telling => unmarked.Call(node.Extent, (ExpressionAst)tree.With(
            node, (nameof(BinaryExpressionAst.Left), new Operation("Text", x => Marked(x, operand)).Call(b.Left.Extent, tree.Rewrite(b.Left))), (nameof(BinaryExpressionAst.Right), Text(b.Right, tree)))),
        BinaryExpressionAst b => tree.With(node, (nameof(BinaryExpressionAst.Left), Text(b.Left, tree)), (nameof(BinaryExpressionAst.Right), Text(b.Right, tree))),
        InvokeMemberExpressionAst { Static: false, Arguments: null or { Count: 0 } } call when this != telling => tree.With(
            node, (nameof(InvokeMemberExpressionAst.Expression), new Operation("Text", x => Values.Traced(x) is { Rank: 0 } ? Whole(x, operand, CultureInfo.CurrentCulture) : x).Call(call.Expression.Extent, tree.Rewrite(call.Expression)))),
        InvokeMemberExpressionAst { Static: false } call => tree.With(node, (nameof(InvokeMemberExpressionAst.Expression), Text(call.Expression, tree))),
        InvokeMemberExpressionAst call => tree.With(node, (nameof(InvokeMemberExpressionAst.Arguments), call.Arguments.Select(a => Text(a, tree)).ToList())),
        ConvertExpressionAst cast => tree.With(node, (nameof(ConvertExpressionAst.Child), new Operation("Text", x => Values.Traced(x) is { Rank: 0 } ? Whole(x, operand) : operand.Apply([x])).Call(cast.Child.Extent, tree.Rewrite(cast.Child)))),
        CommandAst command => tree.With(node, (nameof(CommandAst.CommandElements), command.CommandElements.Select(e => IsShown(e) ? Text((ExpressionAst)e, tree) : tree.Rewrite(e)).ToList())),
        _ => tree.With(node, (nameof(UnaryExpressionAst.Child), Text(((UnaryExpressionAst)node).Child, tree))),
    };

    /// <summary>The error for a traced value that would be converted to text.</summary>
    public static AdException Error(string what, Exception? inner = null) =>
        new($"{what}, because traced values have no text until the function runs. {(inner is null ? "Write \"$x\" for the text of this call's number. " : "")}Use [Ad]::Print(format, $x), which prints it then. Properties such as $x.Shape and $x.DType are known.", ErrorId.TracedText, inner);

    /// <summary>Whether a node is part of a throw statement or of a command that shows its arguments.</summary>
    public static bool IsTold(Ast node)
    {
        for (var above = node.Parent; above is not null and not ScriptBlockAst; above = above.Parent)
            if (above is ThrowStatementAst || above is CommandAst command && IsStream(command)) return true;
        return false;
    }

    /// <summary>An expression whose traced value is replaced by that in the current call.</summary>
    public static ExpressionAst Told(ExpressionAst e) => telling.operand.Call(e.Extent, e);

    static Texts For(Ast node)
    {
        if (IsTold(node)) return telling;
        var warning = new Warning(node.Extent.StartLineNumber);
        return new(x => Pinned(x, warning));
    }

    /// <summary>The object with each traced value in it replaced by its number in this call, which becomes a condition of the path. A warning says so.</summary>
    public static object? Pinned(object? x, Warning warning, string what = Converted)
    {
        if (Traced(x) is not { } v) return x;
        object? text = Told(x, v, Noted);
        warning.Show($"a traced value ({v.Type}) is {what}.");
        return text;
    }

    const string Converted = "converted to text, so the function is traced again for each new number, and a number read from formatted or longer text has no derivative. Use [Ad]::Print(format, $x) to print it at each call";

    /// <summary>What becomes text in a place of type [string]: that of a single traced number is known again by <see cref="NumberOf"/>.</summary>
    public static object? Typed(object? x, Warning warning) => Values.Traced(x) is { Rank: 0 } ? Whole(x, new Operation("Text", n => Pinned(n, warning))) : Pinned(x, warning);

    /// <summary>The text that an argument was given as; null for other objects.</summary>
    public static string? Given(object? x) => Values.Of(x) is { } v ? Conditions.Text(v) : null;

    // 0 and -0 are equal, but not as text.
    static object Number(Value x)
    {
        if (Conditions.Text(x) is { } text) return text;
        object number = Ad.Pin(x);
        return number is not (0.0 or 0f) ? number : DynamicAnswers.Truth(Ad.Less(1 / x, 0)) ? -0.0 : 0.0;
    }

    /// <summary>The text of the traced numbers in an object in this call, which becomes a condition of the path. One warning in a trace names the line.</summary>
    public static object? Pinned(object? x)
    {
        if (Values.Traced(x) is { Rank: 0 }) return Whole(x, pinning);
        return Numbered(x);
    }

    /// <summary>The number of a traced value that a method of .NET is given, in this call, as for text.</summary>
    public static object? Passed(object? x, string method) => Numbered(x, $"given to {method}, so the function is traced again for each new number, and what is made of it has no derivative");

    static object? Numbered(object? x) => Numbered(x, Converted);

    static object? Numbered(object? x, string what)
    {
        var lines = warnings.GetOrCreateValue(Trace.Current);
        int line = ScriptHost.Current.Line();
        if (!lines.TryGetValue(line, out var warning)) lines.Add(line, warning = new(line));
        return Pinned(x, warning, what);
    }

    /// <summary>The traced number whose text this is, and nothing else; null for other objects.</summary>
    public static Value? NumberOf(object? text) => PowerShellHost.Bare(text) is string s && numbers.TryGetValue(s, out var value) ? value : null;

    /// <summary>The text of an object. That of one traced number is known again by <see cref="NumberOf"/>.</summary>
    static string Whole(object? x, Operation number, CultureInfo? culture = null)
    {
        // A string of its own, because equal ones may be shared.
        string text = new((culture is not null && number.Apply([x]) is IFormattable f ? f.ToString(null, culture) : (string)LanguagePrimitives.ConvertTo(number.Apply([x]), typeof(string), CultureInfo.InvariantCulture)).AsSpan());
        if (Values.Traced(x) is { Rank: 0 } v) numbers.AddOrUpdate(text, v);
        return text;
    }

    static bool IsFilter(TokenKind operation) =>
        operation is TokenKind.Imatch or TokenKind.Inotmatch or TokenKind.Ilike or TokenKind.Inotlike or TokenKind.Cmatch or TokenKind.Cnotmatch or TokenKind.Clike or TokenKind.Cnotlike;

    // The items of a list, which such an operator filters by their text.
    static object? Marked(object? x, Operation number) => Values.ListOfTraced(x) is { } list ? list.Cast<object?>().Select(i => Values.Traced(i) is { } v ? new Mark(v, Whole(v, number)) : i).ToArray() : number.Apply([x]);

    static object? Unmarked(object? found) => found is object?[] list && Array.Exists(list, i => PowerShellHost.Bare(i) is Mark) ? Array.ConvertAll(list, i => PowerShellHost.Bare(i) is Mark m ? m.Number : i) : found;

    /// <summary>A traced number with its text.</summary>
    sealed record Mark(Value Number, string Text)
    {
        public override string ToString() => Text;
    }

    static bool IsStream(CommandAst command) => command.GetCommandName() is { } name && streams.Contains(name);

    static bool IsShown(CommandElementAst element) => element is ExpressionAst and not (ScriptBlockExpressionAst or VariableExpressionAst { Splatted: true }) && !Syntax.IsConstant(element);

    ExpressionAst Text(ExpressionAst e, TreeRewriter tree) => Syntax.IsConstant(e) ? tree.Rewrite(e) : operand.Call(e.Extent, tree.Rewrite(e));

    static object? Tell(object? x) => Traced(x) is { } v ? Told(x, v, Shown) : x;

    /// <summary>Whether a number, as text, is one of a traced value that became text in this trace.</summary>
    public static bool IsOfTraced(string number) => texts.TryGetValue(Trace.Current, out var known) && known.Contains(number);

    static object Noted(Value x)
    {
        object number = Number(x);
        foreach (object? n in number as Array ?? new[] { number }) texts.GetOrCreateValue(Trace.Current).Add((string)LanguagePrimitives.ConvertTo(n, typeof(string), CultureInfo.InvariantCulture));
        return number;
    }

    static Value? Traced(object? x) => Values.Traced(x) ?? Values.ListOfTraced(x)?.Cast<object?>().Select(Values.Traced).First(v => v is not null);

    // The object with each traced value in it replaced.
    static object? Told(object? x, Value traced, Func<Value, object> number)
    {
        try
        {
            return Values.Traced(x) is { } v ? number(v) : Values.ListOfTraced(x) is { } list ? list.Cast<object?>().Select(item => Told(item, traced, number)).ToArray() : x;
        }
        catch (NoValueException e)
        {
            throw Error($"A traced value ({traced.Type}) cannot be converted to text", e);
        }
    }

    static object Shown(Value x)
    {
        if (Conditions.Text(x, isShown: true) is { } text) return text;
        var known = Conditions.Concrete(x);
        return known.Rank == 0 ? known.Item() : known.ToArray();
    }
}
