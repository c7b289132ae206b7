using Autodiff.Tracing.Paths;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>
    /// The .NET number of a value, or the array of its elements, for places that accept only numbers: the end of a range, the key of a table. During a trace it is the
    /// value in the current call. That the value is the same becomes a condition of the path; each other value makes another path.
    /// </summary>
    /// <exception cref="NoValueException">The value is not known during the trace, as for an item of a batch or the carry of a loop.</exception>
    internal static object Pin(Value x)
    {
        var known = Conditions.Concrete(x, asNumber: true);
        if (x is Tensor) return NumberOf(known);
        // Each path asks first for the numbers of the earlier paths, so that all paths part at the same condition.
        foreach (var candidate in Conditions.Candidates(x, known))
        {
            var same = Equal(x, candidate);
            if (x.Type.IsFloat) same = LogicalOr(same, LogicalAnd(IsNaN(x), IsNaN(candidate)));
            if (Conditions.Decide(All(same))) return NumberOf(candidate);
        }
        return NumberOf(known);
    }

    static object NumberOf(Tensor t) => t.Rank == 0 ? t.Item() : t.ToArray();
}
