using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>The key of a trace, apart from the conditions: the structure and types of the arguments, and the free variables.</summary>
sealed class Signature(TreeDefinition definition, TensorTypes types, object? free) : IEquatable<Signature>
{
    public TreeDefinition Definition { get; } = definition;
    public TensorTypes Types { get; } = types;
    public object? Free { get; } = free;

    public bool Equals(Signature? other) => other is not null && Types.Equals(other.Types) && Definition.Equals(other.Definition) && Equals(Free, other.Free);

    public override bool Equals(object? obj) => Equals(obj as Signature);

    public override int GetHashCode() => HashCode.Combine(Definition, Types, Free);

    /// <summary>The text, such as <c>f64[3], {b: f64[], w: f64[2,3]}</c>.</summary>
    public override string ToString()
    {
        var types = Types.ToArray();
        return string.Join(", ", (object?[])Definition.Unflatten(Array.ConvertAll<TensorType, object?>(types, t => t))! is var parts ? parts.Select(Show) : []);
    }

    static string Show(object? o) => o switch
    {
        TensorType t => t.ToString(),
        System.Collections.IDictionary d => "{" + string.Join(", ", d.Keys.Cast<object>().OrderBy(k => k.ToString(), StringComparer.Ordinal).Select(k => $"{k}: {Show(d[k])}")) + "}",
        System.Collections.IEnumerable e and not string => "[" + string.Join(", ", e.Cast<object?>().Select(Show)) + "]",
        _ => o?.ToString() ?? Spell.Name("null"),
    };
}
