namespace Autodiff.Trees;

/// <summary>The names of children, in order, with value equality. They are the key of a node.</summary>
/// <param name="names">The names; the array is not written to again.</param>
public sealed class Names(string[] names) : IEquatable<Names>
{
    /// <summary>The i-th name.</summary>
    public string this[int i] => names[i];

    /// <summary>The number of names.</summary>
    public int Count => names.Length;

    /// <summary>The position of a name, or -1; case is ignored.</summary>
    public int IndexOf(string name) => Array.FindIndex(names, n => n.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public bool Equals(Names? other) => other is not null && Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Names);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var h = new HashCode();
        foreach (string n in names) h.Add(n, StringComparer.Ordinal);
        return h.ToHashCode();
    }

    ReadOnlySpan<string> Span => names;
}
