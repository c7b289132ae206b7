using Autodiff.Graphs;
using Autodiff.Tracing;

namespace Autodiff.Backends.Managed;

/// <summary>Runs a graph of f64 and bool scalars on plain numbers, with the kernels that tensors use. It allocates no objects.</summary>
sealed class ScalarProgram : IScalarProgram
{
    // A number of slots that fits on any stack.
    const int FewSlots = 128;

    readonly Schedule schedule;
    readonly ScalarKernel?[] kernels;
    readonly double[] constants;
    readonly TensorType[] types;
    double[]? spare;

    ScalarProgram(Schedule schedule, ScalarKernel?[] kernels, TensorType[] types)
    {
        (this.schedule, this.kernels, this.types) = (schedule, kernels, types);
        constants = Array.ConvertAll(schedule.Constants, c => c.ToDouble(0));
    }

    /// <summary>The program of a graph; null if the graph has other types or an operation that has no scalar kernel.</summary>
    public static ScalarProgram? Of(Graph graph, bool[] guards)
    {
        if (!Array.TrueForAll(graph.InputTypes, IsRead) || !Array.TrueForAll(graph.Outputs, o => IsComputed(o.Type)) || !Array.TrueForAll(graph.Equations, IsScalar)) return null;
        var schedule = new Schedule(graph, guards);
        if (!Array.TrueForAll(schedule.Constants, c => IsRead(c.Type))) return null;
        var known = new Dictionary<Primitive, ScalarKernel?>(ReferenceEqualityComparer.Instance);
        var kernels = new ScalarKernel?[schedule.Steps.Length];
        for (int i = 0; i < kernels.Length; i++)
        {
            ref readonly var step = ref schedule.Steps[i];
            if (step.Primitive is null) continue;
            if (step.Primitive is not SingleResult one || step.Inputs > 3 || !IsComputed(step.Type)) return null;
            if (!known.TryGetValue(one, out kernels[i])) known.Add(one, kernels[i] = ScalarKernels.Of(one, step.Type));
            if (kernels[i] is null) return null;
        }
        return new(schedule, kernels, Array.ConvertAll(graph.Outputs[..schedule.Outputs.Length], o => o.Type));
    }

    public bool CanBeTried => true;

    public Tensor[]? Run(ReadOnlySpan<Tensor> x, bool checkGuards = true)
    {
        var many = schedule.Slots <= FewSlots ? null : Interlocked.Exchange(ref spare, null) ?? new double[schedule.Slots];
        Span<double> memory = many ?? stackalloc double[schedule.Slots];
        for (int i = 0; i < x.Length; i++) memory[schedule.Inputs[i]] = x[i].ToDouble(0);
        bool holds = Run(memory, checkGuards);
        spare = many;
        if (!holds) return null;
        var y = new Tensor[types.Length];
        for (int i = 0; i < y.Length; i++) y[i] = Tensor.Full(types[i], Read(memory, schedule.Outputs[i]));
        return y;
    }

    /// <summary>Whether it maps one number to one number.</summary>
    public bool MakesNumberOfNumber => schedule.Inputs.Length == 1 && schedule.Slots <= FewSlots && types is [{ DType.IsFloat: true }];

    /// <summary>Runs it for a number and allocates no tensor. Null if a guard differs.</summary>
    public double? Run(double x)
    {
        Span<double> memory = stackalloc double[schedule.Slots];
        memory[schedule.Inputs[0]] = x;
        return Run(memory, checkGuards: true) ? Read(memory, schedule.Outputs[0]) : null;
    }

    bool Run(Span<double> memory, bool checkGuards)
    {
        for (int i = 0; i < kernels.Length; i++)
        {
            ref readonly var step = ref schedule.Steps[i];
            var slots = schedule.Operands.AsSpan(step.First, step.Inputs + step.Outputs);
            if (kernels[i] is not { } kernel)
            {
                if (checkGuards && Read(memory, slots[0]) != 0 != step.Expected) return false;
                continue;
            }
            memory[slots[step.Inputs]] = step.Inputs switch
            {
                1 => kernel(Read(memory, slots[0]), 0, 0),
                2 => kernel(Read(memory, slots[0]), Read(memory, slots[1]), 0),
                _ => kernel(Read(memory, slots[0]), Read(memory, slots[1]), Read(memory, slots[2])),
            };
        }
        return true;
    }

    double Read(Span<double> memory, int slot) => slot >= 0 ? memory[slot] : constants[~slot];

    static bool IsScalar(Equation e) => e.Primitive is SingleResult && e.Inputs.Length <= 3 && IsComputed(e.Outputs[0].Type);

    static bool IsComputed(TensorType type) => type.Rank == 0 && (type.DType == DType.F64 || type.DType == DType.Bool);

    static bool IsRead(TensorType type) => IsComputed(type) || type.Rank == 0 && type.DType == DType.I32;
}
