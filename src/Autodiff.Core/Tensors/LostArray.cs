namespace Autodiff;

/// <summary>The elements of a tensor that has none any more.</summary>
/// <param name="type">The tensor's.</param>
/// <param name="how">What became of them, as in: has been deleted.</param>
sealed class LostArray(TensorType type, string how) : DeviceArray
{
    public override Array Read() => throw Error();

    public override void Wait() => throw Error();

    public override void Free() { }

    AdException Error() => new($"This tensor, {type}, {how}: it has no elements any more.", "Deleted");
}
