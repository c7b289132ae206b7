using Autodiff.Graphs;

namespace Autodiff.Backends.Managed;

/// <summary>
/// The order in which a graph runs: for each guard first the equations that it needs, then the guard; then the rest. A call that takes another path stops at the first
/// condition that differs, and has computed nothing that its own path would not compute. Results live in slots, which are reused after their last use.
/// </summary>
sealed class Schedule
{
    /// <summary>One step: an equation, or a guard if it has no primitive.</summary>
    /// <param name="Primitive">The primitive; null for a guard.</param>
    /// <param name="Type">The type of the result, if there is exactly one.</param>
    /// <param name="First">The index of its first operand: first the inputs, then the outputs, then the slots that are not used afterwards.</param>
    /// <param name="Inputs">The number of inputs.</param>
    /// <param name="Outputs">The number of outputs.</param>
    /// <param name="Dead">The number of slots that are not used afterwards.</param>
    /// <param name="Expected">The required value of a guard.</param>
    public readonly record struct Step(Primitive? Primitive, TensorType Type, int First, int Inputs, int Outputs, int Dead, bool Expected);

    readonly Graph graph;
    readonly int[] slotOf, lastUse;
    readonly PooledList<int> operands = new();
    readonly List<Tensor> constants = [];
    readonly List<int> free = [];
    int slots;

    public Schedule(Graph graph, bool[] guards)
    {
        this.graph = graph;
        (slotOf, lastUse) = (new int[graph.Variables], new int[graph.Variables]);
        int results = graph.Outputs.Length - guards.Length;
        var order = Order(graph, results);
        FindLastUses(order, results);

        Inputs = Array.ConvertAll(graph.Inputs, NewSlot);
        Steps = new Step[order.Length];
        for (int i = 0; i < order.Length; i++) Steps[i] = order[i] >= 0 ? Equation(i, graph.Equations[order[i]]) : Guard(i, graph.Outputs[~order[i]], guards[~order[i] - results]);
        Outputs = Array.ConvertAll(graph.Outputs[..results], Slot);
        (Operands, Constants, Slots) = (operands.Take(), [.. constants], slots);
    }

    public Step[] Steps { get; }

    /// <summary>The slots of all steps, or ~i for the i-th constant.</summary>
    public int[] Operands { get; }

    public Tensor[] Constants { get; }

    /// <summary>The slots of the graph's inputs.</summary>
    public int[] Inputs { get; }

    /// <summary>The slots or constants of the graph's results.</summary>
    public int[] Outputs { get; }

    /// <summary>The number of slots.</summary>
    public int Slots { get; }

    /// <summary>The indices of the equations in order, and ~i for the guard that is output i.</summary>
    static int[] Order(Graph graph, int results)
    {
        var order = new PooledList<int>();
        var done = new bool[graph.Equations.Length];
        void Add(int n)
        {
            if (done[n]) return;
            done[n] = true;
            order.Add(n);
        }
        if (results < graph.Outputs.Length)
        {
            var producers = graph.Producers();
            for (int i = results; i < graph.Outputs.Length; i++)
            {
                if (graph.Outputs[i] is Variable v)
                    foreach (int n in Tracing.Paths.BackwardSlice.Of(v.Index, k => producers[k] is >= 0 and var p && !done[p] ? p : -1, graph.Equations)) Add(n);
                order.Add(~i);
            }
        }
        for (int n = 0; n < done.Length; n++) Add(n);
        return order.Take();
    }

    void FindLastUses(int[] order, int results)
    {
        void Use(Value v, int at)
        {
            if (v is Variable u) lastUse[u.Index] = at;
        }
        for (int i = 0; i < order.Length; i++)
        {
            if (order[i] < 0)
            {
                Use(graph.Outputs[~order[i]], i);
                continue;
            }
            ref readonly var e = ref graph.Equations[order[i]];
            foreach (var x in e.Inputs) Use(x, i);
            foreach (var y in e.Outputs) lastUse[y.Index] = i;
        }
        for (int i = 0; i < results; i++) Use(graph.Outputs[i], int.MaxValue);
    }

    Step Equation(int at, in Equation e)
    {
        int first = operands.Count;
        foreach (var x in e.Inputs) operands.Add(Slot(x));
        foreach (var y in e.Outputs) operands.Add(NewSlot(y));
        int dead = Free(e.Inputs, at);
        foreach (var y in e.Outputs) dead += Free(y, at);
        return new(e.Primitive, e.Outputs.Length == 1 ? e.Outputs[0].Type : default, first, e.Inputs.Length, e.Outputs.Length, dead, false);
    }

    Step Guard(int at, Value test, bool expected)
    {
        int first = operands.Count;
        operands.Add(Slot(test));
        return new(null, default, first, 1, 0, Free(test, at), expected);
    }

    int Free(Value[] x, int at)
    {
        int n = 0;
        foreach (var v in x) n += Free(v, at);
        return n;
    }

    int Free(Value v, int at)
    {
        const int freed = -1;
        if (v is not Variable u || lastUse[u.Index] != at || slotOf[u.Index] == freed) return 0;
        operands.Add(slotOf[u.Index]);
        free.Add(slotOf[u.Index]);
        slotOf[u.Index] = freed;
        return 1;
    }

    int NewSlot(Variable v)
    {
        int slot = slots;
        if (free.Count == 0) slots++;
        else
        {
            slot = free[^1];
            free.RemoveAt(free.Count - 1);
        }
        return slotOf[v.Index] = slot;
    }

    int Slot(Value v)
    {
        if (v is Variable u) return slotOf[u.Index];
        constants.Add((Tensor)v);
        return ~(constants.Count - 1);
    }
}
