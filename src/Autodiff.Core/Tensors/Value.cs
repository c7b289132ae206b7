namespace Autodiff;

/// <summary>
/// What operations take and give: a <see cref="Tensor"/>, or, while a function is traced, what stands for one. Not enumerable, so that a pipeline keeps it whole.
/// </summary>
public abstract partial class Value
{
    private protected Value(TensorType type) => Type = type;

    /// <summary>Dtype, shape and weakness.</summary>
    public TensorType Type { get; }

    /// <summary>The type of the elements.</summary>
    public DType DType => Type.DType;

    /// <summary>The dimensions.</summary>
    public int[] Shape => Type.Shape.ToArray();

    /// <summary>How many dimensions.</summary>
    public int Rank => Type.Rank;

    /// <summary>The length of the leading axis, 1 for a scalar: as <c>foreach</c> and <c>$x[$i]</c> see it.</summary>
    public int Count => Type.Rank == 0 ? 1 : Type.Shape[0];

    /// <summary>The same as <see cref="Count"/>.</summary>
    public int Length => Count;

    /// <summary>How many elements.</summary>
    public long Size => Type.Shape.Size;
}
