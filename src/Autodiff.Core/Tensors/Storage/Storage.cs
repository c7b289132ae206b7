namespace Autodiff;

/// <summary>The elements of a tensor: in host memory, on a device, or deleted. They are in row-major order and never change.</summary>
abstract class Storage
{
    /// <summary>The elements on the host. Elements on a device are copied once, after they are computed.</summary>
    /// <exception cref="AdException">The computation failed, or the elements have been deleted.</exception>
    public abstract HostStorage Host { get; }

    /// <summary>The elements on a device, or a copy of them there. Null if there is neither.</summary>
    public abstract DeviceArray? Device { get; }

    /// <summary>The native memory that has the elements, or null.</summary>
    public virtual HostMemory? Memory => null;

    /// <summary>The same elements for another tensor. Freeing one of the tensors leaves the other intact.</summary>
    public abstract HostStorage Share();

    /// <summary>All elements, as a new array.</summary>
    /// <param name="count">The number of elements. A splat is written out.</param>
    public abstract Array Copy(long count);

    /// <summary>Waits until the elements are computed.</summary>
    public virtual void Wait() { }

    /// <summary>Frees the memory now, without waiting for the garbage collector.</summary>
    public abstract void Free();
}
