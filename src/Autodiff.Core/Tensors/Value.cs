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

    /// <summary>The elements, flat and row-major, as a .NET array of their type: a copy.</summary>
    /// <exception cref="AdException">It is traced: there are none yet.</exception>
    public virtual Array Data => throw NoNumbers(nameof(Data));

    /// <summary>The elements as an n-dimensional .NET array; of a scalar, an array of one.</summary>
    /// <exception cref="AdException">It is traced: there are none yet.</exception>
    public virtual Array ToArray() => throw NoNumbers(nameof(ToArray));

    /// <summary>The one element, as a .NET number or boolean.</summary>
    /// <exception cref="AdException">There is not exactly one; or it is traced: there is none yet.</exception>
    public virtual object Item() => throw NoNumbers(nameof(Item));

    // PowerShell takes a member that is not there for $null, and goes on.
    AdException NoNumbers(string member) => new($"{member}: a traced value ({Type}) has no numbers until the function runs: use operations of [Ad] on the value itself, or give the function's result and look at that.", ErrorId.TracedCast);
}
