using Autodiff.Families;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>The elements from Starts up to but not including Limits, in steps of Strides, along each axis (StableHLO slice). The transpose is Pad.</summary>
/// <param name="Starts">The first index along each axis.</param>
/// <param name="Limits">The end along each axis, which is not included.</param>
/// <param name="Strides">The step along each axis, at least 1.</param>
sealed record Slice(IntegerList Starts, IntegerList Limits, IntegerList Strides) : Linear
{
    public override string Parameters => $"starts={Starts} limits={Limits} strides={Strides}";

    protected override TensorType Infer(TensorType x) => Part(x, Name);

    /// <summary>The type of the part. Errors name the given operation.</summary>
    internal TensorType Part(TensorType x, string operation)
    {
        AdException Error(string message) => new($"{operation}: {message}", ErrorId.InvalidSlice);
        if (Starts.Count != x.Rank || Limits.Count != x.Rank || Strides.Count != x.Rank) throw Error($"the starts {Starts}, limits {Limits} and strides {Strides} must each have one number for every axis of {x}.");
        var dims = new int[x.Rank];
        for (int i = 0; i < dims.Length; i++)
        {
            if (Starts[i] < 0 || Starts[i] > Limits[i] || Limits[i] > x.Shape[i] || Strides[i] < 1)
                throw Error($"from {Starts[i]} to {Limits[i]} by {Strides[i]} is not a slice of axis {i} of {x}; expected 0 ≤ start ≤ limit ≤ {x.Shape[i]} and a stride of at least 1.");
            dims[i] = (int)(((long)Limits[i] - Starts[i] + Strides[i] - 1) / Strides[i]);
        }
        return x.With(new Shape(dims));
    }

    protected override bool Moves => true;

    protected override Tensor? Known(Tensor[] x, TensorType y) => x[0].IsSplat ? x[0].Retyped(y) : null;

    internal override View? ViewOf(Shape x)
    {
        var strides = x.Strides();
        int offset = 0;
        for (int i = 0; i < strides.Length; i++)
        {
            offset += Starts[i] * strides[i];
            strides[i] *= Strides[i];
        }
        return new(strides, offset);
    }

    protected override Value LinearTranspose(Value ct, TensorType x)
    {
        int[] high = new int[x.Rank], interior = new int[x.Rank];
        for (int i = 0; i < x.Rank; i++)
        {
            int count = ct.Type.Shape[i];
            interior[i] = Strides[i] - 1;
            high[i] = x.Shape[i] - Starts[i] - (count == 0 ? 0 : (count - 1) * Strides[i] + 1);
        }
        return Ad.Pad(ct, Tensor.Zeros(new(x.DType, default)), Starts, new(high), new(interior));
    }

    protected override Value Batch(Value x, int size) => new Slice(Starts.Prepend(0), Limits.Prepend(size), Strides.Prepend(1)).Bind(x);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) =>
        hlo.Op("stablehlo.slice", y, x, $"limit_indices = {Hlo.I64(Limits)}, start_indices = {Hlo.I64(Starts)}, strides = {Hlo.I64(Strides)}");
}

public static partial class Ad
{
    /// <summary>The elements from starts up to but not including limits, along each axis (jax.lax.slice).</summary>
    /// <param name="x">A value of any dtype.</param>
    /// <param name="starts">The first index along each axis.</param>
    /// <param name="limits">The end along each axis, which is not included.</param>
    /// <param name="strides">The step along each axis. Default: 1.</param>
    /// <exception cref="AdException">A list does not have one number for each axis, or the part does not lie within the value.</exception>
    public static Value Slice(Value x, IntegerList starts, IntegerList limits, IntegerList? strides = null)
    {
        Given(x);
        var s = new Slice(starts, limits, strides ?? IntegerList.Repeat(1, starts.Count));
        var part = s.Part(x.Type, nameof(Slice)).Shape;
        if (part == x.Type.Shape) return x;
        // A stride beyond the limit takes the first element, as the least such stride does, with which all sums fit.
        int[] steps = [.. s.Strides];
        for (int i = 0; i < steps.Length; i++) steps[i] = Math.Min(steps[i], Math.Max(1, limits[i] - starts[i]));
        return (s with { Strides = new(steps) }).Bind(x);
    }

    /// <summary>A slice along one axis.</summary>
    internal static Value SliceAxis(Value x, int axis, int start, int limit, int stride = 1)
    {
        int[] starts = new int[x.Rank], limits = x.Shape, strides = [.. IntegerList.Repeat(1, x.Rank)];
        (starts[axis], limits[axis], strides[axis]) = (start, limit, stride);
        return Slice(x, new(starts), new(limits), new(strides));
    }
}
