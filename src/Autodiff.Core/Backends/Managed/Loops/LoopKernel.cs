using System.Buffers;
using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.Lanes;
using Autodiff.Tracing;

namespace Autodiff.Backends.Managed;

/// <summary>
/// Runs elementwise equations over blocks that stay in the nearest cache: all equations for one block, then for the next. A block is in memory of an operand or result
/// where it is whole, otherwise in a row of a scratch memory.
/// </summary>
sealed unsafe class LoopKernel
{
    /// <summary>The size of a block of the widest elements.</summary>
    const int RowBytes = 4096;

    /// <summary>The distance between rows: a multiple of 4096 bytes would put them in the same lines of the cache.</summary>
    const int RowStride = RowBytes + 128;

    /// <summary>The cheapest work in elementary operations that is divided among the workers: about 10 µs.</summary>
    const long MinShared = 1 << 17;

    readonly long size;
    readonly int block;
    readonly Source[] sources;
    readonly Instruction[] instructions;
    readonly Target[] targets;
    readonly int rows;
    readonly long work;

    /// <summary>An operand or constant. Its elements are those in the same place, or a view.</summary>
    /// <param name="Operand">The index of the operand; ~i for the i-th constant.</param>
    /// <param name="View">The view that is read, or null.</param>
    /// <param name="Row">The row for blocks that are not whole in the memory of the operand.</param>
    /// <param name="Bytes">The size of an element.</param>
    readonly record struct Source(int Operand, StridedReader? View, int Row, int Bytes);

    /// <summary>An equation. Operands are rows.</summary>
    readonly record struct Instruction(BlockCode Code, int X, int Y, int Z, int To);

    /// <summary>A row that is a result, and the size of its elements.</summary>
    readonly record struct Target(int Row, TensorType Type, int Bytes);

    readonly Tensor[] constants;

    public LoopKernel(Loop loop) : this(loop.Shape.Size, new Compiler(loop)) { }

    LoopKernel(long size, Compiler compiler)
    {
        this.size = size;
        (sources, instructions, targets, constants, rows, work) = ([.. compiler.Sources], [.. compiler.Instructions], [.. compiler.Targets], [.. compiler.Constants], compiler.Rows, compiler.Cost * size);
        block = RowBytes / compiler.Widest;
    }

    /// <summary>The kernel of one elementwise primitive. Null if it has no loop for the dtypes.</summary>
    public static LoopKernel? Of(SingleResult primitive, ReadOnlySpan<Tensor> x, TensorType y, long size)
    {
        if (x.Length is 0 or > 3 || primitive.Block(x[^1].DType, y.DType) is not { } code) return null;
        var compiler = new Compiler();
        compiler.Add(primitive, code, x, y);
        return new(size, compiler);
    }

    /// <summary>New memory for the results.</summary>
    public HostStorage[] Allocate() => Array.ConvertAll(targets, r => r.Type.DType.Allocate(size));

    /// <summary>The tensors of results.</summary>
    public Tensor[] Tensors(HostStorage[] y)
    {
        var r = new Tensor[y.Length];
        for (int i = 0; i < r.Length; i++) r[i] = new(targets[i].Type, y[i]);
        return r;
    }

    /// <summary>Computes the results.</summary>
    /// <param name="x">The operands.</param>
    /// <param name="y">The memory of the results, from <see cref="Allocate"/>.</param>
    public void Run(ReadOnlySpan<Tensor> x, HostStorage[] y)
    {
        using var held = new Reading(x);
        var pins = new MemoryHandle[sources.Length + targets.Length];
        var addresses = new nint[pins.Length];
        var splats = new bool[sources.Length];
        try
        {
            for (int i = 0; i < sources.Length; i++)
            {
                var operand = sources[i].Operand is >= 0 and var n ? x[n] : constants[~sources[i].Operand];
                splats[i] = operand.IsSplat;
                pins[i] = operand.Storage.Host.Pin();
                addresses[i] = (nint)pins[i].Pointer;
            }
            for (int i = 0; i < targets.Length; i++)
            {
                pins[sources.Length + i] = y[i].Pin();
                addresses[sources.Length + i] = (nint)pins[sources.Length + i].Pointer;
            }
            int blocks = (int)((size + block - 1) / block);
            int parts = work < MinShared ? 1 : Math.Min(blocks, Math.Max(4 * Workers.Count, blocks / 64));
            Workers.Run(parts, part => RunBlocks((int)((long)blocks * part / parts), (int)((long)blocks * (part + 1) / parts), addresses, splats));
            // A splat is pinned as a copy.
            if (size == 1)
                for (int i = 0; i < y.Length; i++) new ReadOnlySpan<byte>((void*)addresses[sources.Length + i], targets[i].Bytes).CopyTo(y[i].Bytes);
        }
        finally
        {
            foreach (var pin in pins) pin.Dispose();
        }
    }

    void RunBlocks(int first, int end, nint[] addresses, bool[] splats)
    {
        byte* scratch = Scratchpad.Of(rows * RowStride);
        byte** at = stackalloc byte*[rows + 1];
        for (int i = 0; i < rows; i++) at[i] = scratch + i * (long)RowStride;
        at[rows] = null;
        for (int i = 0; i < sources.Length; i++)
            if (splats[i]) StridedReader.Fill((byte*)addresses[i], at[sources[i].Row], block, sources[i].Bytes);
        byte** own = stackalloc byte*[rows];
        for (int i = 0; i < rows; i++) own[i] = at[i];

        for (int b = first; b < end; b++)
        {
            long start = (long)b * block;
            int count = (int)Math.Min(block, size - start);
            bool whole = count == block;
            for (int i = 0; i < sources.Length; i++)
            {
                ref readonly var s = ref sources[i];
                if (splats[i]) continue;
                byte* from = (byte*)addresses[i];
                if (s.View is { } view) view.Read(from, own[s.Row], start, count, s.Bytes);
                else if (whole) at[s.Row] = from + start * s.Bytes;
                else Buffer.MemoryCopy(from + start * s.Bytes, at[s.Row] = own[s.Row], RowStride, (long)count * s.Bytes);
            }
            for (int i = 0; i < targets.Length; i++)
                at[targets[i].Row] = whole ? (byte*)addresses[sources.Length + i] + start * targets[i].Bytes : own[targets[i].Row];
            foreach (ref readonly var step in instructions.AsSpan()) step.Code(at[step.X], at[step.Y], at[step.Z], at[step.To], count);
            if (whole) continue;
            for (int i = 0; i < targets.Length; i++)
                Buffer.MemoryCopy(own[targets[i].Row], (byte*)addresses[sources.Length + i] + start * targets[i].Bytes, (long)count * targets[i].Bytes, (long)count * targets[i].Bytes);
        }
    }

    /// <summary>Translates equations to instructions on rows.</summary>
    sealed class Compiler
    {
        readonly Dictionary<Value, int> rowOf = new(ReferenceEqualityComparer.Instance);
        readonly Dictionary<Value, int> lastUse = new(ReferenceEqualityComparer.Instance);
        readonly HashSet<Value> kept = new(ReferenceEqualityComparer.Instance);
        readonly Stack<int> free = [];
        readonly Variable[] inputs = [];
        readonly Shape shape;

        public Compiler() { }

        public Compiler(Loop loop)
        {
            (inputs, shape) = (loop.Inner.Inputs, loop.Shape);
            var equations = loop.Inner.Equations;
            foreach (var o in loop.Inner.Outputs) kept.Add(o);
            for (int n = 0; n < equations.Length; n++)
                foreach (var x in equations[n].Inputs) lastUse[x] = n;
            for (int n = 0; n < equations.Length; n++) Add(n, equations[n]);
            foreach (var o in loop.Inner.Outputs) Targets.Add(new(rowOf[o], o.Type, o.DType.Size));
        }

        public List<Source> Sources { get; } = [];

        public List<Instruction> Instructions { get; } = [];

        public List<Target> Targets { get; } = [];

        public List<Tensor> Constants { get; } = [];

        public int Rows { get; private set; }

        public int Widest { get; private set; } = 4;

        public long Cost { get; private set; }

        /// <summary>Adds a primitive by itself.</summary>
        public void Add(SingleResult primitive, BlockCode code, ReadOnlySpan<Tensor> x, TensorType y)
        {
            for (int i = 0; i < x.Length; i++)
            {
                Widest = Math.Max(Widest, x[i].DType.Size);
                Sources.Add(new(i, null, Rows++, x[i].DType.Size));
            }
            Widest = Math.Max(Widest, y.DType.Size);
            Instructions.Add(new(code, 0, Math.Min(1, x.Length - 1), Math.Min(2, x.Length - 1), Rows));
            Targets.Add(new(Rows++, y, y.DType.Size));
            Cost = CostOf(primitive);
        }

        // A function takes about as long as eight additions.
        static int CostOf(Primitive primitive) => primitive is Unary ? 8 : 1;

        void Add(int n, in Equation e)
        {
            var y = e.Outputs[0];
            Widest = Math.Max(Widest, Math.Max(y.DType.Size, e.Inputs.Max(x => x.DType.Size)));
            if (((SingleResult)e.Primitive).ViewOf(e.Inputs[0].Type.Shape) is { } view)
            {
                // A view is read into a row. If it is a result, it is copied from there.
                rowOf[y] = AddSource(e.Inputs[0], view);
                if (kept.Contains(y))
                {
                    int copy = Rows++;
                    Instructions.Add(new(CastLoop.Copy(y.DType.Size), rowOf[y], rowOf[y], rowOf[y], copy));
                    rowOf[y] = copy;
                }
                Cost += 1;
                return;
            }
            var code = ((SingleResult)e.Primitive).Block(e.Inputs[^1].DType, y.DType)!;
            var x = Array.ConvertAll(e.Inputs, RowOf);
            int to = kept.Contains(y) || !free.TryPop(out int row) ? Rows++ : row;
            rowOf[y] = to;
            Instructions.Add(new(code, x[0], x.Length > 1 ? x[1] : x[0], x.Length > 2 ? x[2] : x[0], to));
            Cost += CostOf(e.Primitive);
            foreach (var v in e.Inputs.Distinct())
                if (lastUse[v] == n && v is Variable && !kept.Contains(v) && IsComputed(v)) free.Push(rowOf[v]);
        }

        // Rows of operands keep their contents for all blocks, if they are splats.
        bool IsComputed(Value v) => !Sources.Exists(s => s.Row == rowOf[v]);

        int RowOf(Value v) => rowOf.TryGetValue(v, out int row) ? row : rowOf[v] = AddSource(v, null);

        int AddSource(Value v, View? view)
        {
            int operand = Array.IndexOf(inputs, v);
            if (operand < 0)
            {
                Constants.Add((Tensor)v);
                operand = ~(Constants.Count - 1);
            }
            int row = Rows++;
            Sources.Add(new(operand, view is { } w ? new StridedReader(shape, w) : null, row, v.DType.Size));
            return row;
        }
    }
}
