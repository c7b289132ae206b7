using System.Runtime.InteropServices;

namespace Autodiff.Backends.Managed;

/// <summary>The scratch memory of a thread. It grows to the largest size that was asked for.</summary>
sealed unsafe class Scratchpad
{
    [ThreadStatic] static Scratchpad? own;

    byte* memory;
    int bytes;

    /// <summary>Memory aligned to 64 bytes, valid until this thread asks again.</summary>
    public static byte* Of(int bytes) => (own ??= new()).AtLeast(bytes);

    byte* AtLeast(int needed)
    {
        if (needed <= bytes) return memory;
        NativeMemory.AlignedFree(memory);
        memory = (byte*)NativeMemory.AlignedAlloc((nuint)needed, 64);
        bytes = needed;
        return memory;
    }

    ~Scratchpad() => NativeMemory.AlignedFree(memory);
}
