namespace Autodiff;

/// <summary>Elements of an array, read in another order: broadcast (stride 0), transposed, sliced or reversed (negative strides).</summary>
/// <param name="Strides">The distance between neighbours along each axis of the view.</param>
/// <param name="Offset">Where the view begins.</param>
readonly record struct View(int[] Strides, int Offset = 0)
{
    /// <summary>The sizes and strides of the axes: without those of size 1, and neighbours that are adjacent in the array as one. There is at least one.</summary>
    /// <param name="shape">The shape of the view.</param>
    public (int[] Sizes, long[] Strides) Merged(Shape shape)
    {
        var sizes = new List<int>();
        var merged = new List<long>();
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (shape[axis] == 1) continue;
            if (sizes.Count > 0 && merged[^1] == (long)Strides[axis] * shape[axis]) (sizes[^1], merged[^1]) = (sizes[^1] * shape[axis], Strides[axis]);
            else
            {
                sizes.Add(shape[axis]);
                merged.Add(Strides[axis]);
            }
        }
        return sizes.Count == 0 ? ([1], [1]) : ([.. sizes], [.. merged]);
    }
}
