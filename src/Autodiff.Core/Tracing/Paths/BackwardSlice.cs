using Autodiff.Graphs;

namespace Autodiff.Tracing.Paths;

/// <summary>The equations that a variable depends on (its backward slice).</summary>
static class BackwardSlice
{
    /// <param name="variable">The variable's index.</param>
    /// <param name="producer">The equation that makes a variable; negative for one that is an input or known already.</param>
    /// <param name="equations">All equations.</param>
    /// <returns>Indices of equations, ascending: an order in which they can be run.</returns>
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
