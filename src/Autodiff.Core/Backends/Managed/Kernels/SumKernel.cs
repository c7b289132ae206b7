using System.Runtime.CompilerServices;
using Autodiff.Lanes;
using Autodiff.Tracing;

namespace Autodiff.Backends.Managed;

/// <summary>Sums of rows: those of f32 in f64, those of f64 with the rounding errors summed too, so that a sum is as precise as its result. Columns are summed like that, side by side.</summary>
/// <remarks>A row is summed in parts of fixed length, which are then added in order: the bits do not depend on the number of threads.</remarks>
sealed unsafe class SumKernel(ReduceSum sum) : IKernel
{
    /// <summary>The number of elements of a part.</summary>
    const int Part = 1 << 14;

    /// <summary>The number of columns that are summed side by side.</summary>
    const int Columns = 256;

    // About 10 µs.
    const long MinShared = 1 << 16;

    public void Run(ReadOnlySpan<Tensor> x, Destination y)
    {
        var dtype = x[0].DType;
        if (!dtype.IsFloat || x[0].IsSplat || ReductionPlan.Of(x[0].Type.Shape, sum.Over) is not { } plan)
        {
            sum.Evaluate([x[0]], y);
            return;
        }
        using var from = x[0].Storage.Host.Pin();
        using var to = y.Memory.Pin();
        if (plan.Inner == 1) SumRows(dtype, (byte*)from.Pointer, plan, y);
        else SumColumns(dtype, (byte*)from.Pointer, plan, y);
    }

    static void SumRows(DType dtype, byte* from, ReductionPlan plan, Destination y)
    {
        var code = dtype == DType.F32 ? Registers.Choose<Singles, RowSum>(DType.F64) : Registers.Choose<Doubles, RowSum>(DType.F64);
        int parts = (plan.Length + Part - 1) / Part;
        var sums = new double[plan.Outer * parts];
        var lost = new double[sums.Length];
        // Short rows are summed together.
        int batch = Math.Max(1, Part / Math.Max(1, plan.Length)), works = (sums.Length + batch - 1) / batch;
        void Run(int work)
        {
            for (int n = work * batch, end = Math.Min(sums.Length, n + batch); n < end; n++)
            {
                int row = n / parts, part = n % parts, start = part * Part;
                code(from + ((long)row * plan.Length + start) * dtype.Size, Math.Min(Part, plan.Length - start), out sums[n], out lost[n]);
            }
        }
        Workers.Share((long)plan.Outer * plan.Length >= MinShared, works, Run);
        for (int row = 0; row < plan.Outer; row++)
        {
            double total = 0, error = 0;
            for (int n = row * parts; n < (row + 1) * parts; n++) Add(ref total, ref error, sums[n], lost[n]);
            Write(y, row, Finish(total, error));
        }
    }

    static void SumColumns(DType dtype, byte* from, ReductionPlan plan, Destination y)
    {
        var code = dtype == DType.F32 ? Registers.Choose<SingleColumns, ColumnSum>(DType.F64) : Registers.Choose<DoubleColumns, ColumnSum>(DType.F64);
        int across = (plan.Inner + Columns - 1) / Columns;
        // Rows are divided too, where there are few columns.
        int parts = across * plan.Outer >= 4 ? 1 : Math.Clamp(plan.Length / 64, 1, 16);
        var sums = new double[(long)plan.Outer * parts * plan.Inner];
        var lost = new double[sums.Length];
        void Run(int work)
        {
            int block = work % across, part = work / across % parts, outer = work / across / parts, column = block * Columns, count = Math.Min(Columns, plan.Inner - column);
            int first = (int)((long)plan.Length * part / parts), end = (int)((long)plan.Length * (part + 1) / parts);
            long at = ((long)outer * parts + part) * plan.Inner + column;
            fixed (double* s = &sums[at], l = &lost[at])
                code(from + (((long)outer * plan.Length + first) * plan.Inner + column) * dtype.Size, end - first, plan.Inner, count, s, l);
        }
        Workers.Share((long)plan.Outer * plan.Length * plan.Inner >= MinShared, across * parts * plan.Outer, Run);
        for (int outer = 0; outer < plan.Outer; outer++)
            for (int column = 0; column < plan.Inner; column++)
            {
                double total = 0, error = 0;
                for (int part = 0; part < parts; part++)
                {
                    long at = ((long)outer * parts + part) * plan.Inner + column;
                    Add(ref total, ref error, sums[at], lost[at]);
                }
                Write(y, outer * plan.Inner + column, Finish(total, error));
            }
    }

    static void Write(Destination y, int at, double sum)
    {
        if (y.Type.DType == DType.F32) y.Elements<float>()[at] = (float)sum;
        else y.Elements<double>()[at] = sum;
    }

    // The error of an addition is exact (Knuth, The Art of Computer Programming 2, 4.2.2, theorem B).
    static void Add(ref double total, ref double error, double x, double lost)
    {
        double s = total + x, b = s - total;
        error += total - (s - b) + (x - b) + lost;
        total = s;
    }

    // Where the sum is infinite the errors are NaN.
    static double Finish(double total, double error) => double.IsFinite(total) ? total + error : total;

    delegate void RowSum(byte* from, int count, out double sum, out double lost);

    delegate void ColumnSum(byte* from, int rows, int stride, int columns, double* sums, double* lost);

    /// <summary>Rows of f32: sums of f64 lose nothing that an f32 would show.</summary>
    readonly struct Singles : ILaneCode<RowSum>
    {
        public static RowSum For<V>() where V : struct, ILanes<V> => Run<V>;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        static void Run<V>(byte* from, int count, out double sum, out double lost) where V : struct, ILanes<V>
        {
            float* x = (float*)from;
            V a = V.Of(0), b = a, c = a, d = a;
            int i = 0;
            for (; i <= count - 4 * V.Count; i += 4 * V.Count)
            {
                a += V.LoadSingles(x + i);
                b += V.LoadSingles(x + i + V.Count);
                c += V.LoadSingles(x + i + 2 * V.Count);
                d += V.LoadSingles(x + i + 3 * V.Count);
            }
            double* lanes = stackalloc double[V.Count];
            V.Store(a + b + (c + d), lanes);
            sum = 0;
            lost = 0;
            for (int k = 0; k < V.Count; k++) sum += lanes[k];
            for (; i < count; i++) sum += x[i];
        }
    }

    readonly struct Doubles : ILaneCode<RowSum>
    {
        public static RowSum For<V>() where V : struct, ILanes<V> => Run<V>;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        static void Run<V>(byte* from, int count, out double sum, out double lost) where V : struct, ILanes<V>
        {
            double* x = (double*)from;
            V a = V.Of(0), b = a, c = a, d = a, errors = a;
            int i = 0;
            for (; i <= count - 4 * V.Count; i += 4 * V.Count)
            {
                errors += Error(a, V.Load(x + i), out a) + Error(b, V.Load(x + i + V.Count), out b);
                errors += Error(c, V.Load(x + i + 2 * V.Count), out c) + Error(d, V.Load(x + i + 3 * V.Count), out d);
            }
            errors += Error(a, b, out a) + Error(c, d, out c);
            errors += Error(a, c, out a);
            double* lanes = stackalloc double[2 * V.Count];
            V.Store(a, lanes);
            V.Store(errors, lanes + V.Count);
            sum = 0;
            lost = 0;
            for (int k = 0; k < V.Count; k++) Add(ref sum, ref lost, lanes[k], lanes[k + V.Count]);
            for (; i < count; i++) Add(ref sum, ref lost, x[i], 0);
        }
    }

    readonly struct SingleColumns : ILaneCode<ColumnSum>
    {
        public static ColumnSum For<V>() where V : struct, ILanes<V> => Run<V>;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        static void Run<V>(byte* from, int rows, int stride, int columns, double* sums, double* lost) where V : struct, ILanes<V>
        {
            float* x = (float*)from;
            for (int r = 0; r < rows; r++, x += stride)
            {
                int i = 0;
                for (; i <= columns - V.Count; i += V.Count) V.Store(V.Load(sums + i) + V.LoadSingles(x + i), sums + i);
                for (; i < columns; i++) sums[i] += x[i];
            }
        }
    }

    readonly struct DoubleColumns : ILaneCode<ColumnSum>
    {
        public static ColumnSum For<V>() where V : struct, ILanes<V> => Run<V>;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        static void Run<V>(byte* from, int rows, int stride, int columns, double* sums, double* lost) where V : struct, ILanes<V>
        {
            double* x = (double*)from;
            for (int r = 0; r < rows; r++, x += stride)
            {
                int i = 0;
                for (; i <= columns - V.Count; i += V.Count)
                {
                    V.Store(V.Load(lost + i) + Error(V.Load(sums + i), V.Load(x + i), out var s), lost + i);
                    V.Store(s, sums + i);
                }
                for (; i < columns; i++) Add(ref sums[i], ref lost[i], x[i], 0);
            }
        }
    }

    /// <summary>The sum of both, and its rounding error.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static V Error<V>(V x, V y, out V sum) where V : struct, ILanes<V>
    {
        sum = x + y;
        var b = sum - x;
        return x - (sum - b) + (y - b);
    }
}
