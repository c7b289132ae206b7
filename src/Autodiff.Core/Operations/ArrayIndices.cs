using System.Collections;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>
/// Indices that a script in a trace gives for a value, which is an array or a number to it. Numbers are rounded half to even. One that is out of range gives null, and is left
/// out of a list. Of a traced index that is a single number, this is a condition of the path.
/// </summary>
static class ArrayIndices
{
    /// <summary>What the indices select; null for an element out of range.</summary>
    public static Value? Get(Value x, object?[] indices)
    {
        if (Trace.Current is EvaluationTrace) return Ad.Index(x, indices);
        indices = Array.ConvertAll(indices, Rounded);
        if (x.Rank <= 1 && indices.Length > 1) indices = [indices];
        if (indices is not [{ } index]) return Ad.Index(x, indices);
        int size = x.Rank == 0 ? 1 : x.Count;
        switch (index)
        {
            case int i:
                return i < -size || i >= size ? null : x.Rank == 0 ? x : Ad.Index(x, indices);
            case Value { Rank: 0, Type: { IsFloat: false, Weak: true } } v:
                return !SingleNumbers.IsWithin(v, -size, size - 1) ? null : x.Rank == 0 ? x : Ad.Index(x, indices);
            case IList list and not Array { Rank: > 1 } when list.Cast<object?>().All(i => i is int):
                int[] kept = [.. list.Cast<int>().Where(i => i >= -size && i < size)];
                return x.Rank > 0 ? Ad.Index(x, [kept]) : Ad.BroadcastTo(x, new Shape([kept.Length]));
            default:
                return Ad.Index(x, indices);
        }
    }

    static object? Rounded(object? index) => index switch
    {
        double or float or decimal or long or byte or short => Convert.ToDouble(index) is var d && Math.Abs(d) <= int.MaxValue ? (int)Math.Round(d) : index,
        Value { Rank: 0, Type.IsFloat: true } v => Ad.Cast(Ad.Round(v), DType.I64, weak: true),
        object?[] list => Array.ConvertAll(list, Rounded),
        double[] list => Array.ConvertAll(list, i => Rounded(i)),
        _ => index,
    };
}
