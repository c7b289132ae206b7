using Autodiff.Graphs;

namespace Autodiff.Tracing.Paths;

/// <summary>The backward slice of a variable: the equations that it depends on.</summary>
static class BackwardSlice
{
    /// <param name="variable">The index of the variable.</param>
    /// <param name="producer">The index of the equation that computes a variable; negative for an input or a variable that is already known.</param>
    /// <param name="equations">All equations.</param>
    /// <returns>The indices of the equations, ascending, which is an order of evaluation.</returns>
    public static List<int> Of(int variable, Func<int, int> producer, ReadOnlySpan<Equation> equations)
    {
        var need = new HashSet<int>();
        var stack = new Stack<int>([variable]);
        while (stack.TryPop(out int i))
        {
            int n = producer(i);
            if (n < 0 || !need.Add(n)) continue;
            foreach (var x in equations[n].Inputs)
                if (x is Variable u) stack.Push(u.Index);
        }
        var r = new List<int>(need);
        r.Sort();
        return r;
    }
}
