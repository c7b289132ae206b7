namespace Autodiff.Trees;

/// <summary>Names of children, in order, with value equality; a key of nodes.</summary>
/// <param name="names">The names, which nobody will write to again.</param>
public sealed class Names(string[] names) : IEquatable<Names>
{
    /// <summary>The i-th.</summary>
    public string this[int i] => names[i];

    /// <summary>How many.</summary>
    public int Count => names.Length;

    /// <summary>Where a name is among them, ignoring case; -1 where it is not.</summary>
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
