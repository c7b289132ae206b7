using Autodiff.Tracing;

namespace Autodiff.Backends.Managed;

/// <summary>Runs the equations of a graph one by one, in the order of its schedule. A result is released after its last use.</summary>
sealed class ManagedExecutable(Schedule schedule) : IExecutable
{
    readonly IKernel?[] kernels = Array.ConvertAll(schedule.Steps, s => s.Primitive is SingleResult one ? ManagedKernels.Of(one) : null);
    Frame? spare;

    public bool CanBeTried => true;

    public Tensor[]? Run(ReadOnlySpan<Tensor> x, bool checkGuards = true)
    {
        var frame = Interlocked.Exchange(ref spare, null) ?? new(schedule.Slots);
        for (int i = 0; i < x.Length; i++) frame.Memory[schedule.Inputs[i]] = x[i];
        var y = Run(frame, checkGuards) ? Array.ConvertAll(schedule.Outputs, slot => Read(frame, slot)) : null;
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
            else if (step.Primitive is SingleResult one)
            {
                var operands = frame.Operands(step.Inputs);
                for (int i = 0; i < operands.Length; i++) operands[i] = Read(frame, slots[i]);
                frame.Memory[slots[step.Inputs]] = one.Evaluate(operands, step.Type, kernels[n]);
                Array.Clear(operands);
            }
            else
            {
                var operands = new Tensor[step.Inputs];
                for (int i = 0; i < operands.Length; i++) operands[i] = Read(frame, slots[i]);
                var y = step.Primitive.Compute(operands);
                for (int i = 0; i < y.Length; i++) frame.Memory[slots[step.Inputs + i]] = y[i];
            }
            foreach (int slot in slots[(step.Inputs + step.Outputs)..]) frame.Memory[slot] = null;
        }
        return true;
    }

    Tensor Read(Frame frame, int slot) => slot >= 0 ? frame.Memory[slot]! : schedule.Constants[~slot];

    /// <summary>The memory of one run. It is kept for the next run; a run that finds it in use allocates its own.</summary>
    sealed class Frame(int slots)
    {
        // A primitive with one result never keeps the array of its operands.
        readonly Tensor[][] operands = [[], new Tensor[1], new Tensor[2], new Tensor[3]];

        public Tensor?[] Memory { get; } = new Tensor?[slots];

        /// <summary>An array for the operands of one step.</summary>
        public Tensor[] Operands(int count) => count < operands.Length ? operands[count] : new Tensor[count];

        public void Clear() => Array.Clear(Memory);
    }
}
