using Autodiff.Tracing.Paths;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>
    /// The .NET number of a value, or the array of its elements, where only a number will do: the end of a range, the key of a table. While a function is traced it
    /// is that of this very call, and that it is the same becomes a condition of the path: each other value is another path.
    /// </summary>
    /// <exception cref="NoValueException">It has no value while it is traced: one item of many, or the carry of a loop.</exception>
    internal static object Pin(Value x)
    {
        var known = Conditions.Number(x);
        if (x is Tensor) return NumberOf(known);
        // Every path asks first for the numbers of the paths before it: they part at the same condition.
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
