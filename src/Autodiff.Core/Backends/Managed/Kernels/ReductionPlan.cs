namespace Autodiff.Backends.Managed;

/// <summary>A reduction as one over the middle axis of [Outer, Length, Inner].</summary>
/// <param name="Outer">The number of elements along the axes before it.</param>
/// <param name="Length">The number of elements that are combined.</param>
/// <param name="Inner">The number of elements along the axes after it.</param>
readonly record struct ReductionPlan(int Outer, int Length, int Inner)
{
    /// <summary>The plan of a reduction over axes. Null if other axes lie between them.</summary>
    public static ReductionPlan? Of(Shape shape, Axes over)
    {
        int outer = 1, length = 1, inner = 1;
        bool begun = false, ended = false;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (shape[axis] == 1) continue;
            if (over.Contains(axis))
            {
                if (ended) return null;
                begun = true;
                length *= shape[axis];
            }
            else if (begun)
            {
                ended = true;
                inner *= shape[axis];
            }
            else outer *= shape[axis];
        }
        return new(outer, length, inner);
    }
}
