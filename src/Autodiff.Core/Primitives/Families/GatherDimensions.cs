using Autodiff.StableHlo;

namespace Autodiff.Families;

/// <summary>
/// How Gather and Scatter lay out windows. The indices array has an index at each position; its last axis holds the components of an index. A window of the operand
/// begins at each index (StableHLO's dimension numbers of gather and scatter). The result, or the updates, have the axes of the positions and, at
/// <paramref name="Window"/>, those of the window.
/// </summary>
/// <param name="Window">The axes of the result that lie within the window, ascending.</param>
/// <param name="Collapsed">The axes of the operand along which the window has size 1; the result does not have them.</param>
/// <param name="Map">The axis of the operand for each component of an index.</param>
/// <param name="OperandBatch">The batch axes of the operand: each item has its own indices.</param>
/// <param name="IndexBatch">The batch axes of the indices, in the same order.</param>
readonly record struct GatherDimensions(Axes Window, Axes Collapsed, Axes Map, Axes OperandBatch = default, Axes IndexBatch = default)
{
    /// <summary>The dimensions for an operand with a batch axis 0, all of which is in the window.</summary>
    public GatherDimensions OperandBatched() => new(Window.Shift(1).Prepend(0), Collapsed.Shift(1), Map.Shift(1), OperandBatch.Shift(1), IndexBatch);

    /// <summary>The dimensions for indices with a batch axis 0.</summary>
    public GatherDimensions IndicesBatched() => new(Window.Shift(1), Collapsed, Map, OperandBatch, IndexBatch.Shift(1));

    /// <summary>The dimensions for an operand and indices that both have a batch axis 0.</summary>
    public GatherDimensions BothBatched() => new(Window.Shift(1), Collapsed.Shift(1), Map.Shift(1), OperandBatch.Shift(1).Prepend(0), IndexBatch.Shift(1).Prepend(0));

    /// <summary>The axes of an operand that the result has too.</summary>
    internal Axes Kept(int rank)
    {
        var r = new List<int>(rank);
        for (int i = 0; i < rank; i++)
            if (!Collapsed.Contains(i) && !OperandBatch.Contains(i)) r.Add(i);
        return new([.. r]);
    }

    /// <summary>The size of the window along each axis of the operand, from the shape of the updates.</summary>
    internal Shape Sizes(Shape operand, Shape updates)
    {
        // In an empty batch a window has size 0, not 1.
        var r = Array.ConvertAll(operand.ToArray(), d => Math.Min(1, d));
        var kept = Kept(operand.Rank);
        for (int i = 0; i < kept.Count; i++) r[kept[i]] = updates[Window[i]];
        return new(r);
    }

    /// <summary>The shape of the result.</summary>
    internal Shape Result(Shape indices, Shape sizes)
    {
        var kept = Kept(sizes.Rank);
        var r = new int[indices.Rank - 1 + Window.Count];
        for (int i = 0; i < Window.Count; i++) r[Window[i]] = sizes[kept[i]];
        var positions = Window.Complement(r.Length);
        for (int i = 0; i < positions.Count; i++) r[positions[i]] = indices[i];
        return new(r);
    }

    /// <summary>The text of the attribute.</summary>
    internal string Text(bool scatter, int indexVector)
    {
        static string List(Axes a) => $"[{Hlo.Join(a)}]";
        return scatter
            ? $"scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = {List(Window)}, inserted_window_dims = {List(Collapsed)}, input_batching_dims = {List(OperandBatch)}, scatter_indices_batching_dims = {List(IndexBatch)}, scatter_dims_to_operand_dims = {List(Map)}, index_vector_dim = {indexVector}>"
            : $"dimension_numbers = #stablehlo.gather<offset_dims = {List(Window)}, collapsed_slice_dims = {List(Collapsed)}, operand_batching_dims = {List(OperandBatch)}, start_indices_batching_dims = {List(IndexBatch)}, start_index_map = {List(Map)}, index_vector_dim = {indexVector}>";
    }

    public override string ToString() => $"window={Window} collapsed={Collapsed} map={Map}{(OperandBatch.Count > 0 ? $" batch={OperandBatch}:{IndexBatch}" : "")}";
}

/// <summary>The offsets in memory of the windows of one operand and its result.</summary>
sealed class WindowOffsets
{
    /// <summary>The offset of each window in the operand, or -1 if it does not lie entirely within the operand.</summary>
    public int[] Operand { get; }

    /// <summary>The offset of each window in the result.</summary>
    public int[] Result { get; }

    /// <summary>The offsets of the elements of a window in the operand, relative to the start of the window.</summary>
    public int[] InOperand { get; }

    /// <summary>The offsets of the elements of a window in the result, relative to the start of the window.</summary>
    public int[] InResult { get; }

    public WindowOffsets(GatherDimensions w, Shape operand, Tensor indices, Shape sizes, Shape result, bool clamp)
    {
        int[] strides = operand.Strides(), resultStrides = result.Strides();
        var kept = w.Kept(operand.Rank);
        var window = sizes.Select(kept);
        InOperand = new Positions(window, Pick(strides, kept)).ToArray();
        InResult = new Positions(window, Pick(resultStrides, w.Window)).ToArray();

        var positions = new Shape(indices.Type.Shape.Dims[..^1].ToArray());
        Result = new Positions(positions, Pick(resultStrides, w.Window.Complement(result.Rank))).ToArray();
        var batch = new int[positions.Rank];
        for (int i = 0; i < w.OperandBatch.Count; i++) batch[w.IndexBatch[i]] = strides[w.OperandBatch[i]];
        Operand = new Positions(positions, batch).ToArray();

        var at = indices.Converted(indices.Type.With(DType.I64)).Elements<long>();
        int components = w.Map.Count;
        for (int k = 0; k < components; k++)
        {
            int axis = w.Map[k], stride = strides[axis];
            long room = operand[axis] - sizes[axis];
            for (int n = 0; n < Operand.Length; n++)
            {
                long i = at[n * components + k];
                if (clamp) i = Math.Clamp(i, 0, room);
                if (i < 0 || i > room) Operand[n] = -1;
                else if (Operand[n] >= 0) Operand[n] += (int)i * stride;
            }
        }
    }

    static int[] Pick(int[] strides, Axes axes) => Array.ConvertAll(axes.ToArray(), a => strides[a]);
}
