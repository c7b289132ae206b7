namespace Autodiff;

/// <summary>The memory for a result, provided by the caller: for all elements, or for one if they are equal.</summary>
/// <param name="Type">The type of the result.</param>
/// <param name="Memory">The memory. It need not be initialized.</param>
readonly record struct Destination(TensorType Type, HostStorage Memory)
{
    /// <summary>The elements. Every one must be written.</summary>
    public Span<T> Elements<T>() where T : unmanaged => Memory is HostArray<T> array ? array.Elements : ((HostStorage<T>)Memory).Elements;
}
