using Autodiff.Graphs;
using Autodiff.Tracing;

namespace Autodiff.Backends.Managed;

/// <summary>
/// A schedule of a graph's equations: for each guard first what it needs, then the guard, then the rest. So a call that takes another path ends at the first
/// condition that differs, having computed nothing that this path would not have. A result is let go of after its last use.
/// </summary>
sealed class ManagedExecutable : IExecutable
{
    readonly record struct Step(Primitive? Primitive, int[] Inputs, int[] Outputs, int[] Dead, bool Expected);

    readonly Step[] steps;
    readonly Tensor[] constants;
    readonly int[] inputs, outputs;
    readonly int slots;

    public ManagedExecutable(Graph graph, bool[] guards)
    {
        var atoms = new Atoms(graph.Variables);
        int results = graph.Outputs.Length - guards.Length;
        var order = new List<Step>(graph.Equations.Length + guards.Length);
        var done = new bool[graph.Equations.Length];
        var producers = graph.Producers();

        for (int g = 0; g < guards.Length; g++)
        {
            var test = graph.Outputs[results + g];
            if (test is Variable v)
                foreach (int n in Tracing.Paths.Slice.Of(v.Index, i => producers[i] is >= 0 and var p && !done[p] ? p : -1, graph.Equations)) Schedule(n);
            order.Add(new(null, [atoms.Slot(test)], [], [], guards[g]));
        }
        for (int n = 0; n < done.Length; n++)
            if (!done[n]) Schedule(n);

        inputs = Array.ConvertAll(graph.Inputs, v => v.Index);
        outputs = Array.ConvertAll(graph.Outputs[..results], atoms.Slot);
        constants = atoms.Constants;
        slots = graph.Variables;
        steps = WithDeaths(order, outputs, slots);

        void Schedule(int n)
        {
            done[n] = true;
            ref readonly var e = ref graph.Equations[n];
            order.Add(new(e.Primitive, Array.ConvertAll(e.Inputs, atoms.Slot), Array.ConvertAll(e.Outputs.ToArray(), o => o.Index), [], false));
        }
    }

    public Tensor[]? Run(ReadOnlySpan<Tensor> x)
    {
        var memory = new Tensor?[slots];
        for (int i = 0; i < inputs.Length; i++) memory[inputs[i]] = x[i];
        // Rules that replay graphs must compute, whatever trace the caller is in.
        using var _ = Trace.Enter(EvaluationTrace.Instance);
        foreach (ref readonly var step in steps.AsSpan())
        {
            if (step.Primitive is null)
            {
                if (Read(memory, step.Inputs[0]).Truth != step.Expected) return null;
                continue;
            }
            var operands = new Tensor[step.Inputs.Length];
            for (int i = 0; i < operands.Length; i++) operands[i] = Read(memory, step.Inputs[i]);
            var y = step.Primitive.Evaluate(operands);
            for (int i = 0; i < y.Length; i++) memory[step.Outputs[i]] = y[i];
            foreach (int slot in step.Dead) memory[slot] = null;
        }
        var r = new Tensor[outputs.Length];
        for (int i = 0; i < r.Length; i++) r[i] = Read(memory, outputs[i]);
        return r;
    }

    Tensor Read(Tensor?[] memory, int slot) => slot >= 0 ? memory[slot]! : constants[~slot];

    static Step[] WithDeaths(List<Step> order, int[] outputs, int slots)
    {
        var needed = new bool[slots];
        foreach (int o in outputs)
            if (o >= 0) needed[o] = true;
        var r = new Step[order.Count];
        for (int n = r.Length - 1; n >= 0; n--)
        {
            var dead = new List<int>();
            foreach (int slot in (int[])[.. order[n].Inputs, .. order[n].Outputs])
            {
                if (slot < 0 || needed[slot]) continue;
                needed[slot] = true;
                dead.Add(slot);
            }
            r[n] = order[n] with { Dead = dead.Count == 0 ? [] : [.. dead] };
        }
        return r;
    }

    sealed class Atoms(int variables)
    {
        readonly List<Tensor> constants = [];

        public Tensor[] Constants => [.. constants];

        public int Slot(Value v)
        {
            if (v is Variable u) return u.Index < variables ? u.Index : throw new InvalidOperationException("A variable of another graph.");
            constants.Add((Tensor)v);
            return ~(constants.Count - 1);
        }
    }
}
