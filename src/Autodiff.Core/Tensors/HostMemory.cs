using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Autodiff;

/// <summary>Memory of the host that the collector does not move, aligned so that XLA can compute with it where it is. It is freed when nobody holds it: neither a tensor nor a device.</summary>
sealed unsafe class HostMemory : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>Smaller arrays are copied sooner than they are lent.</summary>
    public const int Least = 64 << 10;

    const int Alignment = 64;

    static long live;
    readonly long bytes;

    public HostMemory(long bytes) : base(true)
    {
        this.bytes = bytes;
        SetHandle((nint)NativeMemory.AlignedAlloc(checked((nuint)bytes), Alignment));
        GC.AddMemoryPressure(bytes);
        Interlocked.Increment(ref live);
    }

    /// <summary>How many there are, for tests of leaks.</summary>
    public static long Live => Interlocked.Read(ref live);

    /// <summary>Where it is, for as long as it is held.</summary>
    public nint Address => handle;

    /// <summary>Its elements, for as long as it is held.</summary>
    public Span<T> Elements<T>() where T : unmanaged => new((void*)handle, checked((int)(bytes / sizeof(T))));

    /// <summary>Copies its elements.</summary>
    public void CopyTo(Span<byte> to)
    {
        bool held = false;
        DangerousAddRef(ref held);
        try
        {
            Elements<byte>().CopyTo(to);
        }
        finally
        {
            DangerousRelease();
        }
    }

    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        GC.RemoveMemoryPressure(bytes);
        Interlocked.Decrement(ref live);
        return true;
    }
}
