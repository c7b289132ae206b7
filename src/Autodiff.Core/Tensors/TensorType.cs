namespace Autodiff;

/// <summary>What is known of a value before it is computed: dtype, shape, and whether the dtype is weak (a plain .NET number's, which yields to a partner's).</summary>
public readonly record struct TensorType(DType DType, Shape Shape, bool Weak = false)
{
    /// <inheritdoc/>
    public bool Equals(TensorType other) => DType == other.DType && Weak == other.Weak && Shape.Equals(other.Shape);

    /// <inheritdoc/>
    public override int GetHashCode() => (DType.Size * 31 + Shape.GetHashCode()) * 2 + (Weak ? 1 : 0);

    /// <summary>How many dimensions.</summary>
    public int Rank => Shape.Rank;

    /// <summary>f32 or f64.</summary>
    public bool IsFloat => DType.IsFloat;

    /// <summary>Whether it is a number that has a derivative: a float, or a plain integer, as in <c>else { 0 }</c>, whose derivative is 0.</summary>
    internal bool HasDerivative => IsFloat || Weak && DType.IsInteger;

    /// <summary>The same but for the shape.</summary>
    public TensorType With(Shape shape) => new(DType, shape, Weak);

    /// <summary>Another dtype, not weak.</summary>
    public TensorType With(DType dtype) => new(dtype, Shape);

    /// <summary>The same, not weak.</summary>
    public TensorType Strong => new(DType, Shape);

    /// <summary>As in <c>f64[2,3]</c>; a weak one has a star, as in <c>f64[]*</c>.</summary>
    public override string ToString() => $"{DType}{Shape}{(Weak ? "*" : "")}";
}
