namespace Autodiff.StableHlo;

/// <summary>
/// The functions of a program and their calls. XLA inlines calls, so limits apply to the program after inlining; and XLA follows recursive calls until its stack
/// overflows. The walk does not recurse.
/// </summary>
sealed class ProgramCalls(MlirReader reader)
{
    readonly List<Callee> all = [];
    readonly Dictionary<string, Callee> byName = new(StringComparer.Ordinal);

    /// <summary>A function of the program.</summary>
    public sealed class Callee(string name)
    {
        public string Name => name;
        /// <summary>The number of its own operations.</summary>
        public int Operations { get; set; }
        /// <summary>The depth to which its own regions nest.</summary>
        public int Depth { get; set; }
        /// <summary>The functions that it may call, with the depth of the region and the line of each call.</summary>
        public List<(string Name, int Depth, int Line)> Calls { get; } = [];
        /// <summary>The number of operations and the depth after inlining.</summary>
        public (long Operations, int Depth) Whole { get; set; }
        public bool IsOpen { get; set; }
        public bool IsDone { get; set; }
    }

    public Callee Add(string name, int line)
    {
        var d = new Callee(name);
        all.Add(d);
        return byName.TryAdd(name, d) ? d : throw reader.Error($"there are two functions @{name}.", line);
    }

    public bool Has(string name) => byName.ContainsKey(name);

    /// <summary>Checks each function against the limits, after inlining, and returns the number of operations of main.</summary>
    public long Check(long mostOperations, int deepest)
    {
        foreach (var d in all) Walk(d, mostOperations, deepest);
        return byName["main"].Whole.Operations;
    }

    void Walk(Callee root, long mostOperations, int deepest)
    {
        var stack = new Stack<(Callee Function, int Next)>();
        if (!root.IsDone) stack.Push((root, 0));
        while (stack.TryPop(out var top))
        {
            var f = top.Function;
            if (f.IsDone) continue;
            f.IsOpen = true;
            if (top.Next == f.Calls.Count)
            {
                Finish(f, mostOperations, deepest);
                continue;
            }
            stack.Push((f, top.Next + 1));
            var (name, _, line) = f.Calls[top.Next];
            if (!byName.TryGetValue(name, out var callee) || callee.IsDone) continue;
            if (callee.IsOpen) throw reader.Error($"@{f.Name} calls @{name}, which calls it in turn. Recursion is not accepted, because XLA would follow it without end. Write the loop as stablehlo.while.", line);
            stack.Push((callee, 0));
        }
    }

    void Finish(Callee f, long mostOperations, int deepest)
    {
        long operations = f.Operations;
        int depth = f.Depth;
        foreach (var (name, at, line) in f.Calls)
        {
            if (!byName.TryGetValue(name, out var callee)) continue;
            operations += callee.Whole.Operations;
            depth = Math.Max(depth, at + callee.Whole.Depth);
            if (operations > mostOperations) throw reader.Error($"with this call @{f.Name} has more than {mostOperations:N0} operations, the limit.", line);
            if (depth > deepest) throw reader.Error($"with this call the regions of @{f.Name} nest more than {deepest} deep, the limit.", line);
        }
        (f.Whole, f.IsDone, f.IsOpen) = ((operations, depth), true, false);
    }
}
