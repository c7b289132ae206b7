namespace Autodiff;

/// <summary>Takes the place of the elements of a tensor that was deleted or donated: every use is an error.</summary>
/// <param name="how">The end of the error message, such as "has been deleted".</param>
sealed class LostArray(string how) : DeviceArray
{
    /// <summary>The elements of a deleted tensor.</summary>
    public static readonly LostArray Deleted = new("has been deleted");

    public override void CopyTo(Span<byte> to) => throw Error();

    public override void Wait() => throw Error();

    public override void Free() { }

    AdException Error() => new($"This tensor {how}: it has no elements any more.", ErrorId.Deleted);
}
