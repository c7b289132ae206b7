namespace Autodiff;

/// <summary>The elements of a tensor on the device of a backend.</summary>
abstract class DeviceArray
{
    /// <summary>Waits until the elements are computed, and copies them in row-major order.</summary>
    /// <param name="to">The destination, of exactly their size in bytes.</param>
    public abstract void CopyTo(Span<byte> to);

    /// <summary>Waits until the elements are computed.</summary>
    public abstract void Wait();

    /// <summary>Frees the memory as soon as the device no longer uses it.</summary>
    public abstract void Free();
}
