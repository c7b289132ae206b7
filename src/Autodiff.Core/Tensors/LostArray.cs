namespace Autodiff;

/// <summary>The elements of a tensor that has none any more.</summary>
/// <param name="how">What became of them.</param>
sealed class LostArray(string how) : DeviceArray
{
    /// <summary>Of a tensor that was deleted.</summary>
    public static readonly LostArray Deleted = new("has been deleted");

    public override void CopyTo(Span<byte> to) => throw Error();

    public override void Wait() => throw Error();

    public override void Free() { }

    AdException Error() => new($"This tensor {how}: it has no elements any more.", ErrorId.Deleted);
}
