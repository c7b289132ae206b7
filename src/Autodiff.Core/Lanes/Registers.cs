using System.Runtime.Intrinsics;

namespace Autodiff.Lanes;

/// <summary>The vector registers of this machine.</summary>
static class Registers
{
    /// <summary>The width in bits: 512, 256 or 128. Results do not depend on it. Tests set it.</summary>
    public static int Width { get; set; } = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>Code for the widest lanes with elements of a dtype.</summary>
    public static D Choose<C, D>(DType dtype) where C : ILaneCode<D> =>
        dtype == DType.F32 ? Choose<float, C, D>()
        : dtype == DType.F64 ? Choose<double, C, D>()
        : dtype == DType.I32 ? Choose<int, C, D>()
        : dtype == DType.I64 ? Choose<long, C, D>()
        : dtype == DType.U32 ? Choose<uint, C, D>()
        : dtype == DType.Bool ? Choose<byte, C, D>()
        : throw new InvalidOperationException($"{dtype} has no arithmetic of its own.");

    static D Choose<T, C, D>() where T : unmanaged where C : ILaneCode<D> => Width switch
    {
        512 => C.For<Lanes512<T>>(),
        256 => C.For<Lanes256<T>>(),
        _ => C.For<Lanes128<T>>(),
    };
}

/// <summary>Code that is made for lanes of any width and element.</summary>
/// <typeparam name="D">The type of the code, a delegate.</typeparam>
interface ILaneCode<D>
{
    /// <summary>The code for some lanes.</summary>
    static abstract D For<V>() where V : struct, ILanes<V>;
}
