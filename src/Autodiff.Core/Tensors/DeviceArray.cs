namespace Autodiff;

/// <summary>Elements that a backend keeps on its device.</summary>
abstract class DeviceArray
{
    /// <summary>Waits until they have been computed, and copies them, row-major.</summary>
    /// <param name="to">As many bytes as they take.</param>
    public abstract void CopyTo(Span<byte> to);

    /// <summary>Waits until they have been computed.</summary>
    public abstract void Wait();

    /// <summary>Frees their memory, as soon as the device is done with it.</summary>
    public abstract void Free();
}
