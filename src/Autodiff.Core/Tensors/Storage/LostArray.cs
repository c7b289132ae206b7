namespace Autodiff;

/// <summary>Takes the place of the elements of a tensor that was deleted or donated: every use is an error.</summary>
/// <param name="how">The end of the error message, such as "has been deleted".</param>
sealed class LostArray(string how) : Storage
{
    /// <summary>The elements of a deleted tensor.</summary>
    public static readonly LostArray Deleted = new("has been deleted");

    public override HostStorage Host => throw Error();

    public override DeviceArray? Device => null;

    public override HostStorage Share() => throw Error();

    public override Array Copy(long count) => throw Error();

    public override void Wait() => throw Error();

    public override void Free() { }

    /// <summary>The error of using the tensor.</summary>
    public AdException Error() => new($"This tensor {how}. Its elements are no longer available.", ErrorId.Deleted);
}
