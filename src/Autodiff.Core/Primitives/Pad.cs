using Autodiff.Graphs;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>
/// Puts a padding value before, after and between the elements along each axis (StableHLO pad). A negative number before or after removes elements.
/// It is linear in the operand and in the padding value.
/// </summary>
/// <param name="Low">The number of padding elements before each axis.</param>
/// <param name="High">The number of padding elements after each axis.</param>
/// <param name="Interior">The number of padding elements between two elements of each axis.</param>
sealed record Pad(IntegerList Low, IntegerList High, IntegerList Interior) : SingleResult
{
    public override string Parameters => $"low={Low} high={High} interior={Interior}";

    public override TensorType InferOne(TensorType[] x)
    {
        if (x[1].Rank != 0 || x[1].DType != x[0].DType) throw Error($"the padding value is {x[1]}; expected a scalar of the dtype of {x[0]}.", ErrorId.InvalidOperand);
        if (Low.Count != x[0].Rank || High.Count != x[0].Rank || Interior.Count != x[0].Rank) throw Error($"the widths {Low}, {High} and {Interior} must each have one number for every axis of {x[0]}.", ErrorId.InvalidOperand);
        var dims = new int[x[0].Rank];
        for (int i = 0; i < dims.Length; i++)
        {
            int n = x[0].Shape[i];
            long dim = (long)Low[i] + High[i] + n + (long)Math.Max(0, n - 1) * Interior[i];
            if (Interior[i] < 0 || dim < 0 || dim > int.MaxValue) throw Error($"{Low[i]} before, {High[i]} after and {Interior[i]} between the elements leave {dim} elements along axis {i} of {x[0]}.", ErrorId.InvalidShape);
            dims[i] = (int)dim;
        }
        return x[0].With(new Shape(dims)) with { Weak = x[0].Weak && x[1].Weak };
    }

    protected override bool Moves => true;

    // If the elements equal the padding, the result is a splat.
    protected override Tensor? Known(Tensor[] x, TensorType y) =>
        y.Shape.Size == 0 || x[0].Size == 0 || x[0].IsSplat && x[0].Retyped(x[1].Type).SameBits(x[1]) ? x[1].Retyped(y) : null;

    protected override void Move<T>(ReadOnlySpan<Tensor> x, Destination y)
    {
        var (kept, from, to) = Placed(x[0].Type.Shape, y.Type.Shape);
        var elements = x[0].Elements<T>();
        var all = y.Elements<T>();
        all.Fill(x[1].Elements<T>()[0]);
        var source = new Positions(kept, from.Strides, from.Offset).GetEnumerator();
        foreach (int at in new Positions(kept, to.Strides, to.Offset))
        {
            source.MoveNext();
            all[at] = elements[source.Current];
        }
    }

    /// <summary>The elements that are not removed: their shape, and where they are in the operand and in the result.</summary>
    internal (Shape Kept, View From, View To) Placed(Shape x, Shape y)
    {
        int[] from = x.Strides(), to = y.Strides(), count = new int[x.Rank];
        int read = 0, write = 0;
        for (int i = 0; i < count.Length; i++)
        {
            int step = Interior[i] + 1;
            int first = Low[i] >= 0 ? 0 : (-Low[i] + step - 1) / step;
            int room = y[i] - 1 - Low[i];
            int last = room < 0 ? -1 : Math.Min(x[i] - 1, room / step);
            count[i] = Math.Max(0, last - first + 1);
            read += first * from[i];
            write += (Low[i] + first * step) * to[i];
            to[i] *= step;
        }
        return (new(count), new(from, read), new(to, write));
    }

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) =>
        (this.Bind(x), this.Bind(dx[0] ?? Tensor.Zeros(x[0].Type), dx[1] ?? Tensor.Zeros(x[1].Type)));

    protected override Value?[] TransposeOne(Value ct, Operand[] x)
    {
        var cropped = Ad.Pad(ct, Tensor.Zeros(x[1].Type), Negative(Low), Negative(High), new(new int[Low.Count]));
        var inner = Ad.Slice(cropped, new(new int[Low.Count]), cropped.Shape, Interior.Plus(1));
        return [x[0].IsLinear ? inner : null, x[1].IsLinear ? Ad.Sum(ct) - Ad.Sum(inner) : null];
    }

    static IntegerList Negative(IntegerList a) => new(Array.ConvertAll(a.ToArray(), n => -n));

    protected override Value BatchOne(Value[] x, bool[] batched, int size)
    {
        var pad = new Pad(Low.Prepend(0), High.Prepend(0), Interior.Prepend(0));
        var all = batched[0] ? x[0] : Families.Batching.Expand(x[0], size);
        if (!batched[1]) return pad.Bind(all, x[1]);
        // The padding values differ between items, so they are selected where a padded mask says so.
        var padding = pad.Bind(Tensor.Full(new(DType.Bool, all.Type.Shape), 0), Tensor.Scalar(true));
        var y = pad.Bind(all, Tensor.Full(x[1].Type.With(default(Shape)), 0));
        return Ad.Where(padding, Ad.Broadcast(x[1], y.Type.Shape, 0), y);
    }

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) =>
        hlo.Op("stablehlo.pad", y, x, $"edge_padding_high = {Hlo.I64(High)}, edge_padding_low = {Hlo.I64(Low)}, interior_padding = {Hlo.I64(Interior)}");
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.Pad"/>
    internal static Value Pad(Value x, Value padding, IntegerList low, IntegerList high, IntegerList interior)
    {
        bool nothing = true;
        for (int i = 0; i < x.Rank; i++) nothing &= low[i] == 0 && high[i] == 0 && (interior[i] == 0 || x.Type.Shape[i] < 2);
        return nothing ? x : new Pad(low, high, interior).Bind(x, padding);
    }

    /// <summary>Pads with a number along one axis.</summary>
    internal static Value PadAxis(Value x, int axis, int low, int high, double number, int interior = 0)
    {
        int[] before = new int[x.Rank], after = new int[x.Rank], between = new int[x.Rank];
        (before[axis], after[axis], between[axis]) = (low, high, interior);
        return Pad(x, Tensor.Full(x.Type.With(default(Shape)), number), new(before), new(after), new(between));
    }
}
