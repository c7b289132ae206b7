using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Autodiff.Lanes;

/// <summary>Booleans in memory: bytes of 0 or 1.</summary>
static class Booleans
{
    /// <summary>Writes the lowest bits of a number, one byte each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(ulong bits, byte* to, int count)
    {
        if (Bmi2.X64.IsSupported && count >= 8)
            for (int i = 0; i < count; i += 8) *(ulong*)(to + i) = Bmi2.X64.ParallelBitDeposit(bits >> i, 0x0101_0101_0101_0101);
        else
            for (int i = 0; i < count; i++) to[i] = (byte)(bits >> i & 1);
    }
}
