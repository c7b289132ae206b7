namespace Autodiff;

/// <summary>The type of a value: dtype, shape, and whether the dtype is weak. A weak dtype, as of a plain .NET number, yields to that of the other operand.</summary>
public readonly record struct TensorType(DType DType, Shape Shape, bool Weak = false)
{
    /// <inheritdoc/>
    public bool Equals(TensorType other) => DType == other.DType && Weak == other.Weak && Shape.Equals(other.Shape);

    /// <inheritdoc/>
    public override int GetHashCode() => (DType.Size * 31 + Shape.GetHashCode()) * 2 + (Weak ? 1 : 0);

    /// <summary>The number of dimensions.</summary>
    public int Rank => Shape.Rank;

    /// <summary>Whether the elements are floating-point numbers.</summary>
    public bool IsFloat => DType.IsFloat;

    /// <summary>Whether values of this type have a derivative: floats, and plain integers as in <c>else { 0 }</c>, whose derivative is 0.</summary>
    internal bool HasDerivative => IsFloat || Weak && DType.IsInteger;

    /// <summary>The type with another shape.</summary>
    public TensorType With(Shape shape) => new(DType, shape, Weak);

    /// <summary>The type with another dtype, not weak.</summary>
    public TensorType With(DType dtype) => new(dtype, Shape);

    /// <summary>The type in which operations compute.</summary>
    internal TensorType Wide => new(DType.Arithmetic, Shape, Weak);

    /// <summary>The type, not weak.</summary>
    public TensorType Strong => new(DType, Shape);

    /// <summary>The text, such as <c>f64[2,3]</c>. A weak type has a star, as in <c>f64[]*</c>.</summary>
    public override string ToString() => $"{DType}{Shape}{(Weak ? "*" : "")}";
}
