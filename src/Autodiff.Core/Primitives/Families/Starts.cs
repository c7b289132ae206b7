using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff.Families;

/// <summary>Shared by DynamicSlice and DynamicUpdateSlice: the start of a part, one integer scalar for each axis, clamped so that the part lies within the value.</summary>
static class Starts
{
    public static void Check(SingleResult primitive, ReadOnlySpan<TensorType> starts, TensorType x, Shape sizes)
    {
        bool fits = starts.Length == x.Rank && sizes.Rank == x.Rank;
        for (int i = 0; fits && i < starts.Length; i++) fits = starts[i].Rank == 0 && starts[i].DType.IsInteger && starts[i].DType == starts[0].DType && sizes[i] <= x.Shape[i];
        if (!fits) throw new AdException($"{primitive.Name}: a slice of size {sizes} at ({string.Join(", ", starts.ToArray())}) does not fit into {x}.", ErrorId.ShapeMismatch);
    }

    /// <summary>The offset of the part in memory.</summary>
    public static int Offset(ReadOnlySpan<Tensor> starts, Shape x, Shape sizes)
    {
        var strides = x.Strides();
        int offset = 0;
        for (int i = 0; i < starts.Length; i++) offset += (int)Math.Clamp(starts[i].ToDouble(0), 0, x[i] - sizes[i]) * strides[i];
        return offset;
    }

    /// <summary>A start of 0 for the batch axis, followed by the starts.</summary>
    public static Value[] BehindZero(Value[] starts) => [Tensor.Zeros(new(starts.Length > 0 ? starts[0].DType : DType.I32, default))];

    /// <summary>The gather dimensions of such parts, with an index that has a component for each axis.</summary>
    public static GatherDimensions Layout(int rank) => new(Axes.Range(0, rank), default, Axes.Range(0, rank));

    /// <summary>The starts of all items as rows of one array, clamped so that the parts lie within the value.</summary>
    public static Value Indices(Value[] starts, ReadOnlySpan<bool> batched, Shape x, Shape sizes, int size)
    {
        var columns = new Value[starts.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            var s = batched[i] ? starts[i] : Ad.Broadcast(starts[i], size, default);
            Value last = x[i] - sizes[i];
            columns[i] = Ad.Where(Ad.Less(s, 0), 0, Ad.Where(Ad.Greater(s, last), last, s));
        }
        return Ad.Stack(columns, 1);
    }

    /// <summary>
    /// Starts clamped in the program. StableHLO clamps them too, but XLA merges a slice of a slice by adding the starts as they stand (openxla/xla#49121), and divides
    /// slices among devices by them (openxla/xla#49118, openxla/xla#49122).
    /// </summary>
    public static HloValue[] Within(Hlo hlo, ReadOnlySpan<HloValue> starts, Shape x, Shape sizes)
    {
        var r = new HloValue[starts.Length];
        for (int i = 0; i < r.Length; i++) r[i] = hlo.Op("stablehlo.clamp", starts[i].Type, [hlo.Constant(starts[i].Type, 0), starts[i], hlo.Constant(starts[i].Type, x[i] - sizes[i])]);
        return r;
    }
}
