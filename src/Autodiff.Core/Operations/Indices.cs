using System.Runtime.CompilerServices;
using Autodiff.Tracing;

namespace Autodiff;

// Checks of indices, shared by all operations that take them.
public static partial class Ad
{
    /// <summary>Indices as i32 or i64.</summary>
    /// <exception cref="AdException">The indices are not integers.</exception>
    static Value IntegerIndex(Value indices, [CallerMemberName] string operation = "")
    {
        if (indices.DType == DType.Bool) throw new AdException($"{operation}: booleans ({indices.Type}) are not indices, because the number of true elements is not known while tracing. Use {Spell.Name("Ad.Where")} to choose between values by a condition.", ErrorId.BooleanIndex);
        if (indices.Type.IsFloat) throw new AdException($"{operation}: the index is {indices.Type}; expected an integer. Convert it with {Spell.Name("Ad.Cast", "i", "'i32'")}. If it is a parameter of a function that is differentiated, name only the other parameters in {Spell.Name("Parameters")}.", ErrorId.FloatingIndex);
        return Cast(indices, indices.DType == DType.I32 ? DType.I32 : DType.I64);
    }

    /// <summary>The indices, with the size added to negative ones. Constant indices are computed at once.</summary>
    static Value WrapIndex(Value indices, int size)
    {
        if (indices is not Tensor t) return Where(Less(indices, 0), indices + size, indices);
        for (long i = 0; i < (t.IsSplat ? 1 : t.Size); i++)
            if (t.ToDouble(i) < 0)
                using (Tracing.Trace.Enter(EvaluationTrace.Instance)) return Where(Less(t, 0), t + size, t);
        return t;
    }

    /// <summary>Refuses a plain number that is out of range as an index. A tensor or a traced value may be out of range.</summary>
    static void RefuseOutOfRange(Value indices, int size, int axis, string operation)
    {
        if (indices is Tensor { IsSplat: true, Rank: 0, Type.Weak: true } t && t.ToDouble(0) is var i && (i < -size || i >= size)) throw OutOfRangeError((long)i, size, axis, operation);
    }

    static AdException OutOfRangeError(long index, int size, int axis, string operation) =>
        new($"{operation}: the index {index} is out of range for axis {axis} with {size} elements{(size > 0 ? $"; expected -{size} to {size - 1}" : "")}.", ErrorId.IndexOutOfRange);
}
