using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Autodiff;

/// <summary>Host memory outside the garbage-collected heap, aligned so that XLA can compute in it directly. It is freed when no tensor and no device holds it.</summary>
sealed unsafe class HostMemory : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>The least size in bytes for which this is used. Smaller arrays are copied to the device instead.</summary>
    public const int Least = 64 << 10;

    const int Alignment = 64;

    static long live;
    readonly long bytes;
    int owners = 1;

    public HostMemory(long bytes) : base(true)
    {
        this.bytes = bytes;
        SetHandle(WarmMemory.Take(bytes) is var warm && warm != 0 ? warm : (nint)NativeMemory.AlignedAlloc(checked((nuint)bytes), Alignment));
        UnseenMemory.Add(bytes);
        Interlocked.Increment(ref live);
    }

    /// <summary>The number of live instances, for leak tests.</summary>
    public static long Live => Interlocked.Read(ref live);

    /// <summary>The address, valid while the memory is held.</summary>
    public nint Address => handle;

    /// <summary>The elements, valid while the memory is held.</summary>
    public Span<T> Elements<T>() where T : unmanaged => new((void*)handle, checked((int)(bytes / sizeof(T))));

    /// <summary>The memory for another tensor.</summary>
    public HostMemory Share()
    {
        Interlocked.Increment(ref owners);
        return this;
    }

    /// <summary>One tensor no longer needs the memory. It is freed when no tensor and no read needs it.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref owners) == 0) Dispose();
    }

    protected override bool ReleaseHandle()
    {
        if (!WarmMemory.Keep(handle, bytes)) NativeMemory.AlignedFree((void*)handle);
        UnseenMemory.Remove(bytes);
        Interlocked.Decrement(ref live);
        return true;
    }
}
