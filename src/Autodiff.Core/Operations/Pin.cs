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
        if (x is not Tensor)
        {
            var same = Equal(x, known);
            if (x.Type.IsFloat) same = LogicalOr(same, LogicalAnd(IsNaN(x), IsNaN(known)));
            Conditions.Decide(All(same));
        }
        return known.Rank == 0 ? known.Item() : known.ToArray();
    }
}
