using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Lanes;
using Autodiff.Tracing;

namespace Autodiff.Backends.Managed;

/// <summary>The greatest or least element of rows or of columns. The order does not matter: NaN propagates, and 0 is greater than −0.</summary>
sealed unsafe class ExtremumKernel(Extremum extremum) : IKernel
{
    // About 10 µs.
    const long MinShared = 1 << 17;

    /// <summary>The number of elements of one part of a row.</summary>
    const int Part = 1 << 14;

    public void Run(ReadOnlySpan<Tensor> x, Destination y)
    {
        var dtype = x[0].DType;
        if (dtype == DType.Bool || x[0].IsSplat || ReductionPlan.Of(x[0].Type.Shape, extremum.Over) is not { Length: > 0 } plan || plan.Outer * plan.Inner == 0)
        {
            extremum.Evaluate([x[0]], y);
            return;
        }
        using var from = x[0].Storage.Host.Pin();
        byte* start = (byte*)from.Pointer;
        var rows = extremum is ReduceMax ? Registers.Choose<Rows<MaximumLanes>, Fold>(dtype) : Registers.Choose<Rows<MinimumLanes>, Fold>(dtype);
        var columns = extremum is ReduceMax ? BlockLoop.Binary<MaximumLanes>(dtype) : BlockLoop.Binary<MinimumLanes>(dtype);
        int size = dtype.Size;
        if (plan.Inner == 1)
        {
            int parts = (plan.Length + Part - 1) / Part;
            var best = new byte[(long)plan.Outer * parts * size];
            int batch = Math.Max(1, Part / plan.Length), works = (plan.Outer * parts + batch - 1) / batch;
            Workers.Share((long)plan.Outer * plan.Length >= MinShared, works, work =>
            {
                fixed (byte* to = best)
                    for (int n = work * batch, end = Math.Min(plan.Outer * parts, n + batch); n < end; n++)
                    {
                        int at = n % parts * Part;
                        rows(start + ((long)(n / parts) * plan.Length + at) * size, Math.Min(Part, plan.Length - at), to + (long)n * size);
                    }
            });
            fixed (byte* to = y.Memory.Bytes, parted = best)
                for (int row = 0; row < plan.Outer; row++) rows(parted + (long)row * parts * size, parts, to + (long)row * size);
        }
        else
        {
            const int width = 512;
            int across = (plan.Inner + width - 1) / width;
            Workers.Share((long)plan.Outer * plan.Length * plan.Inner >= MinShared, across * plan.Outer, work =>
            {
                int outer = work / across, column = work % across * width, count = Math.Min(width, plan.Inner - column);
                // Blocks are read up to a multiple of their padding, so both operands are in scratch memory.
                byte* best = Scratchpad.Of(2 * width * 8), next = best + width * 8;
                byte* row = start + ((long)outer * plan.Length * plan.Inner + column) * size;
                Buffer.MemoryCopy(row, best, width * 8, (long)count * size);
                for (int r = 1; r < plan.Length; r++)
                {
                    row += (long)plan.Inner * size;
                    Buffer.MemoryCopy(row, next, width * 8, (long)count * size);
                    columns(best, next, null, best, count);
                }
                new ReadOnlySpan<byte>(best, count * size).CopyTo(y.Memory.Bytes[(int)(((long)outer * plan.Inner + column) * size)..]);
            });
        }
    }

    delegate void Fold(byte* from, int count, byte* to);

    readonly struct Rows<F> : ILaneCode<Fold> where F : struct, IBinaryLanes
    {
        public static Fold For<V>() where V : struct, ILanes<V> => Run<V>;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        static void Run<V>(byte* from, int count, byte* to) where V : struct, ILanes<V>
        {
            int size = Unsafe.SizeOf<V>(), element = size / V.Count;
            byte* lanes = stackalloc byte[2 * size];
            V best;
            if (count >= V.Count)
            {
                best = V.Load(from);
                int i = V.Count;
                for (; i <= count - V.Count; i += V.Count) best = F.Of(best, V.Load(from + i * (long)element));
                // The last vector overlaps the one before: combining an element twice changes nothing.
                if (i < count) best = F.Of(best, V.Load(from + (count - V.Count) * (long)element));
            }
            else
            {
                for (int k = 0; k < V.Count; k++) Unsafe.CopyBlock(lanes + k * element, from + (k < count ? k : 0) * element, (uint)element);
                best = V.Load(lanes);
            }
            // Halves are combined until one lane is left.
            for (int half = size / 2; half >= element; half /= 2)
            {
                V.Store(best, lanes);
                V.Store(best, lanes + size);
                best = F.Of(best, V.Load(lanes + half));
            }
            V.Store(best, lanes);
            Unsafe.CopyBlock(to, lanes, (uint)element);
        }
    }
}
