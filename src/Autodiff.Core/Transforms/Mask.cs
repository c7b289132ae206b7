namespace Autodiff.Transforms;

/// <summary>Marks some of several values, such as those with a tangent or a batch axis. It has value equality and is part of the keys of transforms.</summary>
readonly struct Mask : IEquatable<Mask>
{
    readonly bool[]? bits;

    public Mask(bool[] bits) => this.bits = bits;

    public int Length => bits?.Length ?? 0;

    /// <summary>The number of marked values.</summary>
    public int Count => bits is null ? 0 : bits.Count(b => b);

    public bool this[int i] => bits![i];

    public bool Any => Count > 0;

    /// <summary>Marks the values that are not null.</summary>
    public static Mask Present(Value?[] x) => new(Array.ConvertAll(x, v => v is not null));

    public static Mask Filled(int length, bool value)
    {
        var r = new bool[length];
        Array.Fill(r, value);
        return new(r);
    }

    public static Mask From(int length, Func<int, bool> bit)
    {
        var r = new bool[length];
        for (int i = 0; i < length; i++) r[i] = bit(i);
        return new(r);
    }

    public static Mask operator |(Mask a, Mask b) => From(a.Length, i => a[i] || b[i]);

    public static Mask operator !(Mask a) => From(a.Length, i => !a[i]);

    public Mask Slice(int start, int length) => new(bits.AsSpan(start, length).ToArray());

    /// <summary>The items of the marked values.</summary>
    public T[] Pick<T>(T[] items)
    {
        var r = new List<T>(items.Length);
        for (int i = 0; i < items.Length; i++)
            if (bits![i]) r.Add(items[i]);
        return [.. r];
    }

    /// <summary>The inverse of <see cref="Pick"/>: null for values that are not marked.</summary>
    public Value?[] Scatter(ReadOnlySpan<Value> picked)
    {
        var r = new Value?[Length];
        int k = 0;
        for (int i = 0; i < r.Length; i++)
            if (bits![i]) r[i] = picked[k++];
        return r;
    }

    public bool[] ToArray() => bits is null ? [] : (bool[])bits.Clone();

    public bool Equals(Mask other) => bits.AsSpan().SequenceEqual(other.bits);

    public override bool Equals(object? obj) => obj is Mask m && Equals(m);

    public override int GetHashCode()
    {
        int h = Length;
        foreach (bool b in bits ?? []) h = h * 31 + (b ? 1 : 0);
        return h;
    }
}
