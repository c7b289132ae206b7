using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>The result of Gather for a window that does not lie entirely within the operand.</summary>
enum OutOfRange
{
    /// <summary>The nearest window that does. Its tangent is zero.</summary>
    Clamp,
    /// <summary>NaN. For integers the least i32 or i64, or the greatest u32; for booleans true.</summary>
    Missing,
    /// <summary>Zero.</summary>
    Zero,
}

/// <summary>
/// Windows of an operand at computed indices (StableHLO gather). It is linear in the operand; the transpose is a Scatter that adds, and ignores windows out of
/// range.
/// </summary>
/// <param name="Layout">How windows lie in the operand and in the result.</param>
/// <param name="Sizes">The size of the window along each axis of the operand.</param>
/// <param name="Mode">The result for windows out of range.</param>
sealed record Gather(GatherDimensions Layout, Shape Sizes, OutOfRange Mode) : SingleResult
{
    public override string Parameters => $"{Layout} sizes={Sizes} mode={Mode.ToString().ToLowerInvariant()}";

    public override TensorType InferOne(TensorType[] x)
    {
        bool fits = Sizes.Rank == x[0].Rank && x[1].Rank > 0 && x[1].DType.IsInteger && x[1].Shape[x[1].Rank - 1] == Layout.Map.Count;
        for (int i = 0; fits && i < Sizes.Rank; i++) fits = Sizes[i] <= x[0].Shape[i];
        return fits ? x[0].With(Layout.Result(x[1].Shape, Sizes)) : throw Error($"the indices {x[1]} and windows of {Sizes} do not match {x[0]}.", ErrorId.ShapeMismatch);
    }

    protected override bool Moves => true;

    protected override void Move<T>(ReadOnlySpan<Tensor> x, Destination y)
    {
        var at = new WindowOffsets(Layout, x[0].Type.Shape, x[1], Sizes, y.Type.Shape, Mode == OutOfRange.Clamp);
        var from = x[0].Elements<T>();
        var to = y.Elements<T>();
        T missing = Absent(y.Type.DType).Elements<T>()[0];
        int[] inOperand = at.InOperand, inResult = at.InResult;
        for (int n = 0; n < at.Result.Length; n++)
        {
            int read = at.Operand[n], write = at.Result[n];
            for (int i = 0; i < inResult.Length; i++) to[write + inResult[i]] = read < 0 ? missing : from[read + inOperand[i]];
        }
    }

    Tensor Absent(DType dtype) => Tensor.Full(new(dtype, default), Mode == OutOfRange.Zero ? 0 : dtype.Missing);

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) =>
        (this.Bind(x), dx[0] is { } d ? new Gather(Layout, Sizes, OutOfRange.Zero).Bind(d, x[1]) : null);

    protected override Value?[] TransposeOne(Value ct, Operand[] x) =>
        [new Scatter(Layout, ScatterKind.Add).Bind(Tensor.Zeros(x[0].Type), x[1].Known, ct), null];

    protected override Value BatchOne(Value[] x, bool[] batched, int size) => (batched[0], batched[1]) switch
    {
        (true, false) => new Gather(Layout.OperandBatched(), Sizes.Prepend(size), Mode).Bind(x),
        (false, true) => new Gather(Layout.IndicesBatched(), Sizes, Mode).Bind(x),
        // In an empty batch a window has size 0 along the batch axis.
        _ => new Gather(Layout.BothBatched(), Sizes.Prepend(Math.Min(1, size)), Mode).Bind(x),
    };

    // The indices are clamped here, because XLA rewrites a gather of one window to a dynamic slice, see Starts.Within.
    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y)
    {
        var indices = x[1].Type;
        int vector = indices.Rank - 1;
        var (first, last) = (hlo.Constant(indices, 0), LastIndices(hlo, x[0].Type.Shape, indices));
        var at = hlo.Op("stablehlo.clamp", indices, [first, x[1], last]);
        var read = hlo.Op("stablehlo.gather", y, [x[0], at], $"{Layout.Text(false, vector)}, indices_are_sorted = false, slice_sizes = {Hlo.I64(Sizes)}");
        if (Mode == OutOfRange.Clamp) return read;
        var within = Reducing.Lower(hlo, hlo.Compare("EQ", x[1], at), new(DType.Bool, indices.Shape.Without(vector)), vector, "stablehlo.and", Tensor.Scalar(true));
        return hlo.Op("stablehlo.select", y, [hlo.Broadcast(within, y.Shape, Layout.Window.Complement(y.Rank)), read, hlo.Constant(Absent(y.DType).Retyped(y))]);
    }

    /// <summary>The greatest index in each place at which a window lies within the operand.</summary>
    HloValue LastIndices(Hlo hlo, Shape operand, TensorType indices)
    {
        var last = new int[Layout.Map.Count];
        for (int i = 0; i < last.Length; i++) last[i] = operand[Layout.Map[i]] - Sizes[Layout.Map[i]];
        return hlo.Broadcast(hlo.Constant(Tensor.Of(last).Converted(new(indices.DType, last.Length))), indices.Shape, indices.Rank - 1);
    }
}
