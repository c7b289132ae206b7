using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>How Scatter combines an element with an update.</summary>
enum ScatterKind
{
    /// <summary>Adds the update.</summary>
    Add,
    /// <summary>Multiplies by the update.</summary>
    Multiply,
    /// <summary>Takes the maximum.</summary>
    Max,
    /// <summary>Takes the minimum.</summary>
    Min,
    /// <summary>Takes the update; the last one, if there are several.</summary>
    Update,
}

/// <summary>
/// Combines windows of an operand, at computed indices, with updates, one after the other (StableHLO scatter). Operands: the operand, the indices, the updates.
/// An update is ignored if its window does not lie entirely within the operand.
/// </summary>
/// <param name="Layout">How windows lie in the operand and in the updates.</param>
/// <param name="Kind">How an element and its update are combined.</param>
/// <param name="Unique">Whether no two windows overlap. Multiply then has a gradient for its updates, and Update a simpler one. Default: false.</param>
sealed partial record Scatter(GatherDimensions Layout, ScatterKind Kind, bool Unique = false) : SingleResult
{
    public override bool Chooses => Kind is ScatterKind.Max or ScatterKind.Min;

    public override string Name => Kind == ScatterKind.Update ? "scatter" : "scatter_" + Kind.ToString().ToLowerInvariant();

    public override string Parameters => $"{Layout}{(Unique ? " unique" : "")}";

    public override TensorType InferOne(TensorType[] x)
    {
        bool fits = x[1].Rank > 0 && x[1].DType.IsInteger && x[1].Shape[x[1].Rank - 1] == Layout.Map.Count && x[2].DType == x[0].DType && x[2].Rank == x[1].Rank - 1 + Layout.Window.Count;
        if (fits)
        {
            var sizes = Layout.Sizes(x[0].Shape, x[2].Shape);
            fits = x[2].Shape == Layout.Result(x[1].Shape, sizes);
            for (int i = 0; fits && i < sizes.Rank; i++) fits = sizes[i] <= x[0].Shape[i];
        }
        return fits ? x[0] with { Weak = x[0].Weak && x[2].Weak } : throw Error($"the indices {x[1]} and updates {x[2]} do not match {x[0]}.", ErrorId.ShapeMismatch);
    }

    protected override bool Moves => Kind == ScatterKind.Update;

    protected override void Move<T>(ReadOnlySpan<Tensor> x, Destination y) => Combine<T>(x, y, (_, u) => u);

    protected override void ComputeNumbers<T>(ReadOnlySpan<Tensor> x, Destination y) => Combine<T>(x, y, Kind switch
    {
        ScatterKind.Add => (a, u) => unchecked(a + u),
        ScatterKind.Multiply => (a, u) => unchecked(a * u),
        ScatterKind.Max => T.Max,
        _ => T.Min,
    });

    void Combine<T>(ReadOnlySpan<Tensor> x, Destination y, Func<T, T, T> combine) where T : unmanaged
    {
        var (shape, updates) = (y.Type.Shape, x[2].Type.Shape);
        var at = new WindowOffsets(Layout, shape, x[1], Layout.Sizes(shape, updates), updates, false);
        var from = x[2].Elements<T>();
        var to = y.Elements<T>();
        x[0].Elements<T>().CopyTo(to);
        for (int n = 0; n < at.Operand.Length; n++)
        {
            int write = at.Operand[n], read = at.Result[n];
            if (write < 0) continue;
            for (int i = 0; i < at.InOperand.Length; i++) to[write + at.InOperand[i]] = combine(to[write + at.InOperand[i]], from[read + at.InResult[i]]);
        }
    }

    protected override Value BatchOne(Value[] x, bool[] batched, int size)
    {
        var operand = batched[0] ? x[0] : Batching.Expand(x[0], size);
        var updates = batched[2] ? x[2] : Batching.Expand(x[2], size);
        return (this with { Layout = batched[1] ? Layout.BothBatched() : Layout.OperandBatched() }).Bind(operand, x[1], updates);
    }

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y)
    {
        var scalar = new TensorType(y.DType, default);
        string attributes = $"{Layout.Text(true, x[1].Type.Rank - 1)}, indices_are_sorted = false, unique_indices = {(Unique ? "true" : "false")}";
        // XLA rewrites a scatter of one window to slices at the index as it stands, in range or not. The barrier keeps it from merging them with slices in the operand,
        // see Starts.Within.
        bool one = x[1].Type.Shape.Size <= Layout.Map.Count;
        return hlo.Op("stablehlo.scatter", [y], [one ? hlo.Barrier(x[0]) : x[0], x[1], x[2]], attributes, Kind == ScatterKind.Update
            ? () => hlo.Return(hlo.RegionArguments(scalar, scalar)[1])
            : () => hlo.Combiner("stablehlo." + Kind switch { ScatterKind.Add => "add", ScatterKind.Multiply => "multiply", ScatterKind.Max => "maximum", _ => "minimum" }, y.DType))[0];
    }
}
