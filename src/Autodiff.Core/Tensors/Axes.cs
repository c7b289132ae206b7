using System.Collections;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>A list of axes, with value equality.</summary>
[CollectionBuilder(typeof(Axes), nameof(Create))]
public readonly struct Axes : IEquatable<Axes>, IEnumerable<int>
{
    readonly int[]? axes;

    /// <summary>These axes, in this order.</summary>
    public Axes(params int[] axes) => this.axes = axes;

    /// <summary>These axes, in this order.</summary>
    public static Axes Create(ReadOnlySpan<int> axes) => new(axes.ToArray());

    /// <summary>The axes of an array.</summary>
    public static implicit operator Axes(int[] axes) => new((int[])axes.Clone());

    /// <summary>One axis.</summary>
    public static implicit operator Axes(int axis) => new(axis);

    /// <summary>The axes <paramref name="start"/>, <paramref name="start"/> + 1, ….</summary>
    public static Axes Range(int start, int count)
    {
        var r = new int[count];
        for (int i = 0; i < count; i++) r[i] = start + i;
        return new(r);
    }

    /// <summary>The number of axes.</summary>
    public int Count => axes?.Length ?? 0;

    /// <summary>The i-th axis.</summary>
    public int this[int i] => axes![i];

    internal ReadOnlySpan<int> Span => axes;

    /// <summary>Whether the list contains an axis.</summary>
    public bool Contains(int axis) => Span.Contains(axis);

    /// <summary>The position of an axis in the list, or -1.</summary>
    public int IndexOf(int axis) => Span.IndexOf(axis);

    /// <summary>The axes, each plus <paramref name="by"/>.</summary>
    public Axes Shift(int by)
    {
        var r = new int[Count];
        for (int i = 0; i < r.Length; i++) r[i] = axes![i] + by;
        return new(r);
    }

    /// <summary>The list with <paramref name="axis"/> before the first axis.</summary>
    public Axes Prepend(int axis) => new([axis, .. Span]);

    /// <summary>The axes of a tensor of this rank that are not in the list, ascending.</summary>
    public Axes Complement(int rank)
    {
        var r = new List<int>(rank);
        for (int i = 0; i < rank; i++)
            if (!Contains(i)) r.Add(i);
        return new([.. r]);
    }

    /// <summary>The inverse permutation.</summary>
    public Axes Inverse()
    {
        var r = new int[Count];
        for (int i = 0; i < r.Length; i++) r[axes![i]] = i;
        return new(r);
    }

    /// <summary>Whether the list is 0, 1, 2, ….</summary>
    public bool IsIdentity
    {
        get
        {
            for (int i = 0; i < Count; i++)
                if (axes![i] != i) return false;
            return true;
        }
    }

    /// <summary>A copy.</summary>
    public int[] ToArray() => axes is null ? [] : (int[])axes.Clone();

    /// <inheritdoc/>
    public bool Equals(Axes other) => Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Axes a && Equals(a);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int h = Count;
        foreach (int a in Span) h = h * 31 + a;
        return h;
    }

    /// <summary>Whether both lists have the same axes in the same order.</summary>
    public static bool operator ==(Axes a, Axes b) => a.Equals(b);

    /// <summary>Whether the lists differ.</summary>
    public static bool operator !=(Axes a, Axes b) => !a.Equals(b);

    /// <summary>The text, such as <c>(0,2)</c>.</summary>
    public override string ToString() => "(" + string.Join(",", axes ?? []) + ")";

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)(axes ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
