namespace Autodiff;

/// <summary>
/// An operand or result of operations: a <see cref="Tensor"/>, or, while a function is traced, a stand-in for one. It is not enumerable, so a pipeline keeps it whole.
/// </summary>
public abstract partial class Value
{
    private protected Value(TensorType type) => Type = type;

    /// <summary>The dtype, shape and weakness.</summary>
    public TensorType Type { get; }

    /// <summary>The dtype of the elements.</summary>
    public DType DType => Type.DType;

    /// <summary>The dimensions.</summary>
    public int[] Shape => Type.Shape.ToArray();

    /// <summary>The number of dimensions.</summary>
    public int Rank => Type.Rank;

    /// <summary>The size of the leading axis, or 1 for a scalar. PowerShell's <c>foreach</c> and <c>$x[$i]</c> use it.</summary>
    public int Count => Type.Rank == 0 ? 1 : Type.Shape[0];

    /// <summary>The same as <see cref="Count"/>.</summary>
    public int Length => Count;

    /// <summary>The number of elements.</summary>
    public long Size => Type.Shape.Size;

    /// <summary>A copy of the elements in row-major order, as a flat .NET array of their type.</summary>
    /// <exception cref="AdException">The value is traced and has no elements yet.</exception>
    public virtual Array Data => throw NoNumbers(nameof(Data));

    /// <summary>A copy of the elements as a .NET array with the same number of axes. A scalar gives an array of one element.</summary>
    /// <exception cref="AdException">The value is traced and has no elements yet.</exception>
    public virtual Array ToArray() => throw NoNumbers(nameof(ToArray));

    /// <summary>The one element, as a .NET number or boolean.</summary>
    /// <exception cref="AdException">The value does not have exactly one element, or is traced and has none yet.</exception>
    public virtual object Item() => throw NoNumbers(nameof(Item));

    // For a member that does not exist PowerShell gives $null and continues.
    AdException NoNumbers(string member) => new($"{member}: a traced value ({Type}) has no numbers until the function runs. Use operations of {Spell.Name("Ad")} on the value, or return it and read the function's result.", ErrorId.TracedCast);
}
