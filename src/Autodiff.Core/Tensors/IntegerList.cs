using System.Collections;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>A list of integers, such as a stride or a start for each axis, with value equality.</summary>
[CollectionBuilder(typeof(IntegerList), nameof(Create))]
public readonly struct IntegerList : IEquatable<IntegerList>, IEnumerable<int>
{
    readonly int[]? items;

    /// <summary>These integers, in this order.</summary>
    public IntegerList(params int[] items) => this.items = items;

    /// <summary>These integers, in this order.</summary>
    public static IntegerList Create(ReadOnlySpan<int> items) => new(items.ToArray());

    /// <summary>The integers of an array.</summary>
    public static implicit operator IntegerList(int[] items) => new((int[])items.Clone());

    /// <summary>One integer.</summary>
    public static implicit operator IntegerList(int item) => new(item);

    /// <summary>The dimensions of a shape.</summary>
    public static implicit operator IntegerList(Shape shape) => new(shape.ToArray());

    /// <summary>One integer, repeated.</summary>
    public static IntegerList Repeat(int item, int count)
    {
        var r = new int[count];
        Array.Fill(r, item);
        return new(r);
    }

    /// <summary>The number of integers.</summary>
    public int Count => items?.Length ?? 0;

    /// <summary>The i-th integer.</summary>
    public int this[int i] => items![i];

    internal ReadOnlySpan<int> Span => items;

    /// <summary>Each integer plus <paramref name="number"/>.</summary>
    public IntegerList Plus(int number)
    {
        var r = ToArray();
        for (int i = 0; i < r.Length; i++) r[i] += number;
        return new(r);
    }

    /// <summary>The list with <paramref name="item"/> before the first integer.</summary>
    public IntegerList Prepend(int item) => new([item, .. Span]);

    /// <summary>A copy.</summary>
    public int[] ToArray() => items is null ? [] : (int[])items.Clone();

    /// <inheritdoc/>
    public bool Equals(IntegerList other) => Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IntegerList a && Equals(a);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int h = Count;
        foreach (int item in Span) h = h * 31 + item;
        return h;
    }

    /// <summary>Whether both lists have the same integers in the same order.</summary>
    public static bool operator ==(IntegerList a, IntegerList b) => a.Equals(b);

    /// <summary>Whether the lists differ.</summary>
    public static bool operator !=(IntegerList a, IntegerList b) => !a.Equals(b);

    /// <summary>The text, such as <c>(0,2)</c>.</summary>
    public override string ToString() => $"({InvariantText.Join(",", items ?? [])})";

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)(items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
