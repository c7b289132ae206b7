namespace Autodiff;

/// <summary>A list of types with value equality.</summary>
public readonly struct TensorTypes : IEquatable<TensorTypes>
{
    readonly TensorType[]? types;

    /// <summary>These types.</summary>
    public TensorTypes(params TensorType[] types) => this.types = types;

    /// <summary>The number of types.</summary>
    public int Count => types?.Length ?? 0;

    /// <summary>The i-th type.</summary>
    public TensorType this[int i] => types![i];

    /// <summary>A copy.</summary>
    public TensorType[] ToArray() => types is null ? [] : (TensorType[])types.Clone();

    /// <inheritdoc/>
    public bool Equals(TensorTypes other)
    {
        if (Count != other.Count) return false;
        for (int i = 0; i < Count; i++)
            if (types![i] != other.types![i]) return false;
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TensorTypes t && Equals(t);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int h = Count;
        foreach (var t in types ?? []) h = h * 31 + t.GetHashCode();
        return h;
    }

    /// <summary>Whether both lists have the same types in the same order.</summary>
    public static bool operator ==(TensorTypes a, TensorTypes b) => a.Equals(b);

    /// <summary>Whether the lists differ.</summary>
    public static bool operator !=(TensorTypes a, TensorTypes b) => !a.Equals(b);

    /// <summary>The text, such as <c>f64[2], i32[]</c>.</summary>
    public override string ToString() => string.Join(", ", types ?? []);
}
