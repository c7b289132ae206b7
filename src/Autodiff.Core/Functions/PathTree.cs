using Autodiff.Tracing;
using Autodiff.Tracing.Paths;

namespace Autodiff.Functions;

/// <summary>
/// The paths of a function for one signature: a tree with conditions at its nodes and a specialization at the end of each path. A walk evaluates the conditions with the
/// arguments of the call, each value once, and computes nothing that the path does not need.
/// </summary>
sealed class PathTree
{
    /// <summary>The greatest number of paths. A condition that makes more belongs in the graph.</summary>
    public const int MaxPaths = 64;

    sealed class Node
    {
        public volatile int Test = -1;
        public int Line;
        public Step[] Steps = [];
        public volatile Node? Yes, No;
        public volatile Specialization? Specialization;
    }

    readonly Node root = new();

    public PathTree(int arguments) => Numbers = new(arguments);

    /// <summary>The value numbers of all that the conditions need. Only a trace writes them, one at a time; a walk reads finished entries only.</summary>
    public ValueNumbers Numbers { get; }

    public int Count { get; private set; }

    /// <summary>The specialization of the latest call. The next call is likely to take it too.</summary>
    public Specialization? Last { get; set; }

    /// <summary>The specialization for the arguments, or null if their path has not been traced.</summary>
    public Specialization? Walk(Actual[] arguments)
    {
        if (Find(arguments) is not { } specialization) return null;
        return Last = specialization;
    }

    Specialization? Find(Actual[] arguments)
    {
        var values = new Tensor?[Numbers.Arguments];
        var node = root;
        while (node.Specialization is null)
        {
            if (node.Test < 0) return null;
            Run(node, ref values, arguments);
            if ((values[node.Test]!.Truth ? node.Yes : node.No) is not { } next) return null;
            node = next;
        }
        return node.Specialization;
    }

    static void Run(Node node, ref Tensor?[] values, Actual[] arguments)
    {
        foreach (var step in node.Steps)
        {
            int last = step.Outputs[^1];
            if (last >= values.Length) Array.Resize(ref values, Math.Max(last + 1, 2 * values.Length));
            if (step.Constant is { } constant)
            {
                values[last] = constant;
                continue;
            }
            var x = new Tensor[step.Inputs.Length];
            for (int i = 0; i < x.Length; i++) x[i] = Read(step.Inputs[i], values, arguments, node.Line);
            var y = step.Primitive!.Evaluate(x);
            for (int i = 0; i < step.Outputs.Length; i++)
                if (step.Outputs[i] is >= 0 and var number) values[number] = y[i];
        }
        if (node.Test < arguments.Length) Read(node.Test, values, arguments, node.Line);
    }

    static Tensor Read(int number, Tensor?[] values, Actual[] arguments, int line) => values[number] ??= arguments[number].Value is { } v
        ? Conditions.Concrete(v)
        : throw Conditions.NoValue(arguments[number].Why ?? "this argument", line);

    /// <summary>Finds where a traced path has another condition than an earlier path with the same answers. Then the function is not deterministic.</summary>
    /// <returns>The earlier condition and the new one, or null if the path fits.</returns>
    public (string Before, string Now)? Conflict(PathRecord path)
    {
        var node = root;
        foreach (var guard in path.Guards)
        {
            if (node.Specialization is not null || node.Test >= 0 && node.Test != guard.ValueNumber) return (Describe(node), Describe(guard.ValueNumber, guard.Line));
            if (node.Test < 0 || (guard.Answer ? node.Yes : node.No) is not { } next) return null;
            node = next;
        }
        return node.Test >= 0 ? (Describe(node), "no condition") : null;
    }

    string Describe(Node node) => node.Test >= 0 ? Describe(node.Test, node.Line) : "no condition";

    string Describe(int test, int line) => line > 0 ? $"the condition of line {line}" : $"a condition '{Numbers.NameOf(test)}'";

    /// <summary>Adds a traced path that fits.</summary>
    /// <returns>The specialization at its end. It is that of another thread if that was first.</returns>
    public Specialization Add(PathRecord path, Specialization specialization)
    {
        var known = new HashSet<int>();
        var node = root;
        foreach (var guard in path.Guards)
        {
            var steps = Numbers.StepsTo(guard.ValueNumber, known);
            if (node.Test < 0) (node.Steps, node.Line, node.Test) = (steps, guard.Line, guard.ValueNumber);
            node = guard.Answer ? node.Yes ??= new() : node.No ??= new();
        }
        if (node.Specialization is { } first) return Last = first;
        Count++;
        return Last = node.Specialization = specialization;
    }

    /// <summary>The specializations of all paths.</summary>
    public IEnumerable<Specialization> All() => Nodes().Select(n => n.Specialization).OfType<Specialization>();

    /// <summary>The line of the script at which most paths part.</summary>
    public int BusiestLine()
    {
        var lines = new Dictionary<int, int>();
        foreach (var n in Nodes())
            if (n.Yes is not null && n.No is not null) lines[n.Line] = lines.GetValueOrDefault(n.Line) + 1;
        return lines.Count == 0 ? 0 : lines.MaxBy(l => l.Value).Key;
    }

    IEnumerable<Node> Nodes()
    {
        var stack = new Stack<Node>([root]);
        while (stack.TryPop(out var n))
        {
            yield return n;
            if (n.No is { } no) stack.Push(no);
            if (n.Yes is { } yes) stack.Push(yes);
        }
    }
}
