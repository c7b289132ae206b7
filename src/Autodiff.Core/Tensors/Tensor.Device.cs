namespace Autodiff;

public sealed partial class Tensor
{
    /// <summary>The array on a device, if a backend made the tensor or it was copied there more than once; otherwise null.</summary>
    internal DeviceArray? Device => Storage.Device;

    /// <summary>The native memory that has the elements, or null.</summary>
    internal HostMemory? Memory => Storage.Memory;

    /// <summary>Waits until a device has computed the elements (jax.Array.block_until_ready).</summary>
    /// <exception cref="AdException">The computation failed.</exception>
    public void Wait() => Storage.Wait();

    /// <summary>
    /// Frees the memory of the elements now, without waiting for the garbage collector. Using the tensor afterwards is an error.
    /// </summary>
    public void Delete() => Lose(LostArray.Deleted);

    /// <summary>Removes the elements.</summary>
    /// <param name="how">The end of the message of later errors, such as "was donated".</param>
    internal void GiveUp(string how) => Lose(new(how));

    /// <summary>A tensor without elements, of which every use is an error.</summary>
    /// <param name="type">The type.</param>
    /// <param name="how">What became of the elements, such as "was donated".</param>
    internal static Tensor Lost(TensorType type, string how)
    {
        var t = Zeros(type);
        t.GiveUp(how);
        return t;
    }

    /// <summary>Moves the elements to a new tensor. This one then has none.</summary>
    internal Tensor Moved() => new(this, Interlocked.Exchange(ref storage, LostArray.Deleted));

    void Lose(LostArray lost) => Interlocked.Exchange(ref storage, lost).Free();

    /// <summary>The one element, as <see cref="Item"/> returns it. The memory on a device is freed: nothing else uses this tensor.</summary>
    internal object TakeItem()
    {
        object r = Item();
        LeaveDevice();
        return r;
    }

    /// <summary>Copies the elements from a device to the host and frees the memory there.</summary>
    internal void LeaveDevice()
    {
        switch (Storage)
        {
            case HostStorage host: host.LeaveDevice(); break;
            case DeviceArray own when Interlocked.CompareExchange(ref storage, own.Host, own) == own: own.Free(); break;
        }
    }
}
