using System.Collections;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>The dimensions of a tensor, with value equality. A scalar has rank 0.</summary>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IEquatable<Shape>, IEnumerable<int>
{
    readonly int[]? dims;

    /// <summary>A shape with these dimensions.</summary>
    /// <exception cref="AdException">A dimension is negative, or their product exceeds 2^63.</exception>
    public Shape(params int[] dims)
    {
        long size = 1;
        bool overflow = false;
        foreach (int d in dims)
        {
            if (d < 0) throw new AdException($"The shape {Text(dims)} has a negative dimension.", ErrorId.InvalidShape);
            overflow |= d > 0 && size > long.MaxValue / sizeof(double) / d;
            size = overflow ? 1 : size * d;
        }
        if (overflow && !dims.Contains(0)) throw new AdException($"The shape {Text(dims)} has too many elements.", ErrorId.InvalidShape);
        this.dims = dims;
    }

    Shape(int[] dims, bool _) => this.dims = dims;

    /// <summary>A shape with these dimensions.</summary>
    public static Shape Create(ReadOnlySpan<int> dims) => new(dims.ToArray());

    /// <summary>A shape with the dimensions of an array.</summary>
    public static implicit operator Shape(int[] dims) => new((int[])dims.Clone());

    /// <summary>A shape with one dimension.</summary>
    public static implicit operator Shape(int dim) => new(dim);

    /// <summary>The number of dimensions.</summary>
    public int Rank => dims?.Length ?? 0;

    /// <summary>The number of elements.</summary>
    public long Size
    {
        get
        {
            long n = 1;
            foreach (int d in Dims) n *= d;
            return n;
        }
    }

    /// <summary>The dimension at an axis.</summary>
    public int this[int axis] => dims![axis];

    internal ReadOnlySpan<int> Dims => dims;

    /// <summary>A copy of the dimensions.</summary>
    public int[] ToArray() => dims is null ? [] : (int[])dims.Clone();

    /// <summary>The shape with a new leading dimension.</summary>
    public Shape Prepend(int dim) => new([dim, .. Dims]);

    /// <summary>The dimensions from an axis on.</summary>
    public Shape From(int axis) => new(Dims[axis..].ToArray(), true);

    /// <summary>The shape less some axes.</summary>
    public Shape Without(Axes axes) => Select(axes.Complement(Rank));

    /// <summary>The dimensions at the given axes, in their order.</summary>
    public Shape Select(Axes axes)
    {
        var r = new int[axes.Count];
        for (int i = 0; i < r.Length; i++) r[i] = dims![axes[i]];
        return new(r, true);
    }

    /// <summary>The shape with another dimension at one axis.</summary>
    public Shape With(int axis, int dim)
    {
        var r = ToArray();
        r[axis] = dim;
        return new(r);
    }

    /// <summary>The row-major strides, in elements.</summary>
    internal int[] Strides()
    {
        var r = new int[Rank];
        int n = 1;
        for (int i = r.Length - 1; i >= 0; i--)
        {
            r[i] = n;
            n *= dims![i];
        }
        return r;
    }

    /// <inheritdoc/>
    public bool Equals(Shape other) => ReferenceEquals(dims, other.dims) || Dims.SequenceEqual(other.Dims);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape s && Equals(s);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int h = Rank;
        foreach (int d in Dims) h = h * 31 + d;
        return h;
    }

    /// <summary>Whether both shapes have the same dimensions.</summary>
    public static bool operator ==(Shape a, Shape b) => a.Equals(b);

    /// <summary>Whether the shapes differ.</summary>
    public static bool operator !=(Shape a, Shape b) => !a.Equals(b);

    /// <summary>The dimensions as text, such as <c>[2,3]</c>.</summary>
    public override string ToString() => Text(dims ?? []);

    static string Text(int[] dims) => $"[{InvariantText.Join(",", dims)}]";

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)(dims ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
