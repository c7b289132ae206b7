using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Trees;

/// <summary>Flattens trees into leaves.</summary>
static class Flattening
{
    // Deeper than any tree of parameters. A dictionary that contains itself is deeper.
    const int MaxDepth = 100;

    static readonly ConditionalWeakTable<Tensor, string> texts = [];

    public static TreeDefinition Root(object? tree, string path, List<Value> leaves, bool acceptText, bool isResult)
    {
        tree = ScriptHost.Current.Unwrap(tree);
        if (tree is null) throw new AdException(Conversion.At(path, $"{Spell.Name("null")} was given; expected a number, an array, a tensor or a tree of these.{(isResult ? " Return a number where there is no result, such as NaN." : "")}"), ErrorId.NullArgument);
        if (acceptText && tree is string text && ParseNumber(text) is { } number) return TextLeaf(text, number, leaves);
        return Node(tree, path, leaves, acceptText, isResult, 0, isNamed: isResult);
    }

    /// <summary>The f64 that a string represents, or null. It is never an i32, so that the dtype does not depend on the row of a table. .NET overlooks zero characters at the end.</summary>
    public static Tensor? ParseNumber(string text) =>
        !text.Contains('\0') && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double d) ? Tensor.Literal(d) : null;

    /// <summary>The text that a number was given as; null for other numbers.</summary>
    public static string? TextOf(Tensor number) => texts.TryGetValue(number, out string? text) ? text : null;

    // A column of a table or a setting: a number in one row must not have another structure than in the next, so only text that is written as numbers are is one.
    static bool IsNumber(string text) => text is not ['0', >= '0' and <= '9', ..] and not ['-', '0', >= '0' and <= '9', ..] and not ['+' or ' ', ..] and not [.., ' '] && ParseNumber(text) is not null;

    static TreeDefinition Node(object? tree, string path, List<Value> leaves, bool acceptText, bool isResult, int depth, bool isNamed)
    {
        tree = ScriptHost.Current.Unwrap(tree);
        if (tree is null) return TreeDefinition.Null;
        if ((tree as Value ?? Conversion.Number(tree)) is { } leaf) return Leaf(leaf, leaves);
        if (Conversion.AsList(tree) is { } list && Conversion.IsNumeric(list)) return Leaf(Conversion.FromArray(list, path), leaves);
        if (depth > MaxDepth) throw new AdException(Conversion.At(path, $"the tree is nested more than {MaxDepth} levels deep. It may contain itself."), ErrorId.InvalidTree);
        if (isNamed)
        {
            if (acceptText && tree is string text && IsNumber(text)) return TextLeaf(text, ParseNumber(text)!, leaves);
            if (tree is string or char or Enum or BigInteger or DateTime or DateTimeOffset or TimeSpan or Guid or DBNull or Type) return TreeDefinition.Static(tree);
        }
        if (TreeNodes.Split(tree, path) is not var (node, key, parts)) throw NotATree(tree, path);
        // An array of numbers and text is a mistake rather than a list of names, but a result may be one.
        bool named = node.HasProperties || isNamed && (isResult || !Array.Exists(parts, p => ScriptHost.Current.Unwrap(p) is var x && (x is Value || Conversion.Number(x) is not null)));
        var children = new TreeDefinition[parts.Length];
        for (int i = 0; i < children.Length; i++) children[i] = Node(parts[i], path + node.Label(key, i), leaves, acceptText, isResult, depth + 1, named);
        return TreeDefinition.Branch(node, key, children);
    }

    static TreeDefinition TextLeaf(string text, Tensor number, List<Value> leaves)
    {
        texts.Add(number, text);
        return Leaf(number, leaves);
    }

    static TreeDefinition Leaf(Value leaf, List<Value> leaves)
    {
        leaves.Add(leaf);
        return TreeDefinition.Leaf;
    }

    static AdException NotATree(object tree, string path)
    {
        string cure = tree is not string text ? "" : ParseNumber(text) is null
            ? " A string is read as a number only if it is the whole argument."
            : " A string is read as a number only if it is the whole argument. In a command, 1, -2 contains the string '-2'. Write (1, -2).";
        return new(Conversion.At(path, $"{Conversion.Describe(tree)} is neither a number, an array, a tensor nor a tree of these.{cure}"), ErrorId.NotANumber);
    }
}
