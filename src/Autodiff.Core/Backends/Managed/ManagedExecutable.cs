using Autodiff.Graphs;
using Autodiff.Tracing;

namespace Autodiff.Backends.Managed;

/// <summary>Runs the loops and equations of a graph in the order of its schedule. The memory of a result is free after its last use.</summary>
sealed class ManagedExecutable(Schedule schedule) : IExecutable
{
    readonly IKernel?[] kernels = Array.ConvertAll(schedule.Steps, s => s.Primitive is SingleResult one ? ManagedKernels.Of(one) : null);
    readonly LoopKernel?[] loops = Array.ConvertAll(schedule.Steps, s => s.Primitive is Loop loop ? new LoopKernel(loop) : null);
    Frame? spare;

    public bool CanBeTried => true;

    public Tensor[]? Run(ReadOnlySpan<Tensor> x, bool checkGuards = true)
    {
        var frame = Interlocked.Exchange(ref spare, null) ?? new(schedule.Slots);
        for (int i = 0; i < x.Length; i++) frame.Put(schedule.Inputs[i], x[i], isOwned: false);
        var y = Run(frame, checkGuards) ? Array.ConvertAll(schedule.Outputs, slot => Read(frame, slot)) : null;
        if (y is not null) Separate(x, y);
        frame.Clear();
        spare = frame;
        return y;
    }

    bool Run(Frame frame, bool checkGuards)
    {
        // Rules that replay graphs must evaluate them, whatever the caller's trace is.
        using var _ = Trace.Enter(ManagedKernels.Trace);
        for (int n = 0; n < kernels.Length; n++)
        {
            ref readonly var step = ref schedule.Steps[n];
            Interruption.Check();
            var slots = schedule.Operands.AsSpan(step.First, step.Inputs + step.Outputs + step.Dead);
            if (step.Primitive is null)
            {
                if (checkGuards && Read(frame, slots[0]).Truth != step.Expected) return false;
            }
            else if (loops[n] is { } loop)
            {
                var y = Run(loop, step.Primitive, Operands(frame, step, slots));
                for (int i = 0; i < y.Length; i++) frame.Put(slots[step.Inputs + i], y[i], isOwned: true);
            }
            else if (step.Primitive is SingleResult one)
            {
                var operands = Operands(frame, step, slots);
                var y = one.Evaluate(operands, step.Type, kernels[n]);
                // The result may be an operand itself.
                int same = Array.IndexOf(operands, y);
                if (same >= 0) frame.Disown(slots[same]);
                frame.Put(slots[step.Inputs], y, isOwned: same < 0);
                Array.Clear(operands);
            }
            else
            {
                var operands = Operands(frame, step, slots).ToArray();
                var y = step.Primitive.Compute(operands);
                // Control flow may keep an operand, or return it.
                for (int i = 0; i < operands.Length; i++) frame.Disown(slots[i]);
                for (int i = 0; i < y.Length; i++) frame.Put(slots[step.Inputs + i], y[i], isOwned: false);
            }
            foreach (int slot in slots[(step.Inputs + step.Outputs)..]) frame.Release(slot);
        }
        return true;
    }

    static Tensor[] Run(LoopKernel loop, Primitive primitive, Tensor[] x) => primitive.Allocating(() =>
    {
        var y = loop.Allocate();
        loop.Run(x, y);
        return loop.Tensors(y);
    }, x);

    Tensor[] Operands(Frame frame, in Schedule.Step step, ReadOnlySpan<int> slots)
    {
        var operands = frame.Operands(step.Inputs);
        for (int i = 0; i < operands.Length; i++) operands[i] = Read(frame, slots[i]);
        return operands;
    }

    // Each result is a tensor of its own: an argument, a constant or another result may be donated or deleted.
    void Separate(ReadOnlySpan<Tensor> x, Tensor[] y)
    {
        var others = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
        foreach (var t in x) others.Add(t);
        foreach (var t in schedule.Constants) others.Add(t);
        for (int i = 0; i < y.Length; i++)
            if (!others.Add(y[i])) y[i] = new(y[i].Type, y[i].Storage.Share());
    }

    Tensor Read(Frame frame, int slot) => slot >= 0 ? frame.Memory[slot]! : schedule.Constants[~slot];

    /// <summary>The memory of one run. It is kept for the next run; a run that finds it in use allocates its own.</summary>
    sealed class Frame(int slots)
    {
        // A primitive with one result never keeps the array of its operands.
        readonly Tensor[][] operands = [[], new Tensor[1], new Tensor[2], new Tensor[3]];

        // Whether this run alone has the tensor of a slot, so that its memory is free after the last use.
        readonly bool[] owned = new bool[slots];

        public Tensor?[] Memory { get; } = new Tensor?[slots];

        public void Put(int slot, Tensor x, bool isOwned) => (Memory[slot], owned[slot]) = (x, isOwned);

        public void Disown(int slot)
        {
            if (slot >= 0) owned[slot] = false;
        }

        /// <summary>Nothing uses the slot any more.</summary>
        public void Release(int slot)
        {
            if (owned[slot]) Memory[slot]!.Storage.Free();
            Memory[slot] = null;
        }

        /// <summary>An array for the operands of one step.</summary>
        public Tensor[] Operands(int count) => count < operands.Length ? operands[count] : new Tensor[count];

        public void Clear()
        {
            Array.Clear(Memory);
            Array.Clear(owned);
        }
    }
}
