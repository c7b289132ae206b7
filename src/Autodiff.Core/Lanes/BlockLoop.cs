using System.Runtime.CompilerServices;

namespace Autodiff.Lanes;

/// <summary>An elementwise operation on a block of elements. Unused operands are null.</summary>
/// <param name="x">The first operand.</param>
/// <param name="y">The second operand.</param>
/// <param name="z">The third operand.</param>
/// <param name="to">The result, which may be an operand.</param>
/// <param name="count">The number of elements. Up to the next multiple of <see cref="BlockLoop.Padding"/> elements are read and written.</param>
unsafe delegate void BlockCode(byte* x, byte* y, byte* z, byte* to, int count);

/// <summary>The code of an elementwise operation with one operand, for every width and element.</summary>
interface IUnaryLanes
{
    /// <summary>Whether the code serves f64 too. Otherwise the function of one number does. Default: false.</summary>
    static virtual bool ServesDoubles => false;

    static abstract V Of<V>(V x) where V : struct, ILanes<V>;
}

/// <summary>The code of an elementwise operation with two operands, for every width and element.</summary>
interface IBinaryLanes
{
    /// <summary>Whether the code serves integers too. Default: true.</summary>
    static virtual bool ServesIntegers => true;

    static abstract V Of<V>(V x, V y) where V : struct, ILanes<V>;
}

/// <summary>Loops over blocks, made of the code of operations.</summary>
static class BlockLoop
{
    /// <summary>Blocks have room for a multiple of this number of elements: the lanes of the widest register of bytes.</summary>
    public const int Padding = 64;

    /// <summary>The loop of an operation with one operand.</summary>
    public static BlockCode Unary<F>(DType dtype) where F : struct, IUnaryLanes => Registers.Choose<UnaryLoop<F>, BlockCode>(dtype);

    /// <summary>The loop of an operation with two operands.</summary>
    public static BlockCode Binary<F>(DType dtype) where F : struct, IBinaryLanes => Registers.Choose<BinaryLoop<F>, BlockCode>(dtype);

    /// <summary>The loop of a comparison, whose code gives a mask. The result is booleans.</summary>
    public static BlockCode Comparison<F>(DType dtype) where F : struct, IBinaryLanes => Registers.Choose<ComparisonLoop<F>, BlockCode>(dtype);

    /// <summary>The loop that selects the second or third operand by the first, booleans.</summary>
    public static BlockCode Select(DType dtype) => Registers.Choose<SelectLoop, BlockCode>(dtype);

    /// <summary>The loop of a function of one number for each element.</summary>
    public static unsafe BlockCode Each<X, Y>(Func<X, Y> f) where X : unmanaged where Y : unmanaged => (x, _, _, to, count) =>
    {
        for (int i = 0; i < count; i++) ((Y*)to)[i] = f(((X*)x)[i]);
    };

    /// <summary>The loop of a function of two numbers for each element.</summary>
    public static unsafe BlockCode Each<X, Y>(Func<X, X, Y> f) where X : unmanaged where Y : unmanaged => (x, y, _, to, count) =>
    {
        for (int i = 0; i < count; i++) ((Y*)to)[i] = f(((X*)x)[i], ((X*)y)[i]);
    };

    // The loops are compiled at once at full optimization: a host decides on tiers, and a loop may run once.
    readonly struct UnaryLoop<F> : ILaneCode<BlockCode> where F : struct, IUnaryLanes
    {
        public static unsafe BlockCode For<V>() where V : struct, ILanes<V> => Run<V>;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        static unsafe void Run<V>(byte* x, byte* y, byte* z, byte* to, int count) where V : struct, ILanes<V>
        {
            int step = Unsafe.SizeOf<V>();
            for (int i = 0; i < count; i += V.Count, x += step, to += step) V.Store(F.Of(V.Load(x)), to);
        }
    }

    readonly struct BinaryLoop<F> : ILaneCode<BlockCode> where F : struct, IBinaryLanes
    {
        public static unsafe BlockCode For<V>() where V : struct, ILanes<V> => Run<V>;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        static unsafe void Run<V>(byte* x, byte* y, byte* z, byte* to, int count) where V : struct, ILanes<V>
        {
            int step = Unsafe.SizeOf<V>();
            for (int i = 0; i < count; i += V.Count, x += step, y += step, to += step) V.Store(F.Of(V.Load(x), V.Load(y)), to);
        }
    }

    readonly struct ComparisonLoop<F> : ILaneCode<BlockCode> where F : struct, IBinaryLanes
    {
        public static unsafe BlockCode For<V>() where V : struct, ILanes<V> => Run<V>;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        static unsafe void Run<V>(byte* x, byte* y, byte* z, byte* to, int count) where V : struct, ILanes<V>
        {
            int step = Unsafe.SizeOf<V>();
            for (int i = 0; i < count; i += V.Count, x += step, y += step, to += V.Count) V.StoreMask(F.Of(V.Load(x), V.Load(y)), to);
        }
    }

    readonly struct SelectLoop : ILaneCode<BlockCode>
    {
        public static unsafe BlockCode For<V>() where V : struct, ILanes<V> => Run<V>;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        static unsafe void Run<V>(byte* x, byte* y, byte* z, byte* to, int count) where V : struct, ILanes<V>
        {
            int step = Unsafe.SizeOf<V>();
            for (int i = 0; i < count; i += V.Count, x += V.Count, y += step, z += step, to += step) V.Store(V.Select(V.LoadMask(x), V.Load(y), V.Load(z)), to);
        }
    }
}
