using Autodiff.Families;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>
/// Convolution of an input with kernels, which are not flipped (StableHLO convolution). An input [n,g·c,…] and a kernel [g·o,c,…] give [n,g·o,…]: the output channels of
/// each of g groups depend on the input channels of that group. All parameters except Groups have one number for each spatial axis.
/// </summary>
/// <param name="Strides">The step of the kernel.</param>
/// <param name="Low">The number of zeros before the input; if it is negative, the number of elements to drop there.</param>
/// <param name="High">The number of zeros after the input; if it is negative, the number of elements to drop there.</param>
/// <param name="InputDilation">The distance between elements of the input; zeros are put between them.</param>
/// <param name="KernelDilation">The distance between elements of the kernel.</param>
/// <param name="Groups">The number of groups.</param>
sealed record Convolution(IntegerList Strides, IntegerList Low, IntegerList High, IntegerList InputDilation, IntegerList KernelDilation, int Groups = 1) : Bilinear
{
    public override string Name => "conv_general_dilated";

    public override string Parameters => $"strides={Strides} padding={Low}:{High} lhs_dilation={InputDilation} rhs_dilation={KernelDilation} groups={Groups}";

    public override TensorType InferOne(TensorType[] x)
    {
        var (input, kernel) = (x[0], x[1]);
        bool fits = input.DType == kernel.DType && input.DType != DType.Bool && input.Rank == Strides.Count + 2 && kernel.Rank == input.Rank
            && input.Shape[1] == kernel.Shape[1] * Groups && kernel.Shape[0] % Groups == 0 && !Spatial(kernel).Contains(0);
        if (!fits) throw Error($"the input {input} and the kernel {kernel} do not match in {Groups} groups; expected [n,g·c,…] and [g·o,c,…].", ErrorId.ShapeMismatch);
        var dims = new int[Strides.Count];
        for (int i = 0; i < dims.Length; i++)
            dims[i] = (int)(Math.Max(0, (long)Low[i] + Dilated(input.Shape[i + 2], InputDilation[i]) + High[i] - Dilated(kernel.Shape[i + 2], KernelDilation[i]) + Strides[i]) / Strides[i]);
        return new(input.DType, [input.Shape[0], kernel.Shape[0], .. dims], input.Weak && kernel.Weak);
    }

    /// <summary>The spatial axes.</summary>
    internal static Shape Spatial(TensorType x) => x.Shape.From(2);

    static int Dilated(int size, int dilation) => size == 0 ? 0 : (size - 1) * dilation + 1;

    protected override void Accumulate<T, A>(ReadOnlySpan<Tensor> x, Destination y)
    {
        Elements<T> input = x[0].Elements<T>(), kernel = x[1].Elements<T>();
        Shape from = Spatial(x[0].Type), window = Spatial(x[1].Type), to = Spatial(y.Type);
        int size = (int)from.Size, taps = (int)window.Size, places = (int)to.Size, channels = x[1].Type.Shape[1], outputs = y.Type.Shape[1];
        int[] sources = Sources(from, window, to);
        var results = y.Elements<T>();
        for (int n = 0; n < results.Length; n++)
        {
            int place = n % places, output = n / places % outputs, item = n / places / outputs;
            // The first channel of the output's group.
            int first = item * Groups * channels + output / (outputs / Groups) * channels;
            var sum = A.Zero;
            for (int c = 0; c < channels; c++)
                for (int k = 0; k < taps; k++)
                {
                    var element = sources[k * places + place] is >= 0 and var at ? A.CreateTruncating(input[(first + c) * size + at]) : A.Zero;
                    sum = unchecked(sum + element * A.CreateTruncating(kernel[(output * channels + c) * taps + k]));
                }
            results[n] = T.CreateTruncating(sum);
        }
    }

    /// <summary>The input element under each element of the kernel at each place: at index element · places + place. -1 is padding.</summary>
    int[] Sources(Shape input, Shape kernel, Shape output)
    {
        int places = (int)output.Size;
        var r = new int[kernel.Size * places];
        for (int n = 0; n < r.Length; n++)
        {
            int k = n / places, place = n % places, at = 0, step = 1;
            for (int axis = input.Rank - 1; axis >= 0 && at >= 0; axis--)
            {
                int along = place % output[axis] * Strides[axis] + k % kernel[axis] * KernelDilation[axis] - Low[axis], dilation = InputDilation[axis];
                at = along >= 0 && along % dilation == 0 && along / dilation < input[axis] ? at + along / dilation * step : -1;
                (k, place, step) = (k / kernel[axis], place / output[axis], step * input[axis]);
            }
            r[n] = at;
        }
        return r;
    }

    protected override Value LinearTranspose(Value ct, int index, TensorType x, Value other)
    {
        if (ct.Size == 0) return Tensor.Zeros(x);
        return index == 0 ? OfInput(ct, x, other) : OfKernel(ct, x, other);
    }

    // Convolves the cotangent, dilated by the strides, with the reversed kernel, whose inputs and outputs are swapped within each group.
    Value OfInput(Value ct, TensorType x, Value kernel)
    {
        var back = Ad.Flip(SwapWithinGroups(kernel), Axes.Range(2, Strides.Count));
        int[] low = new int[Strides.Count], high = new int[Strides.Count];
        for (int i = 0; i < low.Length; i++)
        {
            int reach = Dilated(kernel.Type.Shape[i + 2], KernelDilation[i]) - 1;
            low[i] = reach - Low[i];
            high[i] = Dilated(x.Shape[i + 2], InputDilation[i]) + reach - Dilated(ct.Type.Shape[i + 2], Strides[i]) - low[i];
        }
        return new Convolution(InputDilation, new(low), new(high), Strides, KernelDilation, Groups).Bind(ct, back);
    }

    // Convolves the input with the cotangent as kernel. Items are summed over, so they act as channels.
    Value OfKernel(Value ct, TensorType x, Value input)
    {
        int[] high = new int[Strides.Count];
        for (int i = 0; i < high.Length; i++)
            high[i] = Dilated(ct.Type.Shape[i + 2], Strides[i]) + Dilated(x.Shape[i + 2], KernelDilation[i]) - 1 - Dilated(input.Type.Shape[i + 2], InputDilation[i]) - Low[i];
        int items = input.Type.Shape[0], channels = x.Shape[1];
        var spatial = input.Type.Shape.From(2);
        var grouped = Ad.Reshape(input, new Shape([items, Groups, channels, .. spatial]));
        var swapped = Ad.Reshape(Ad.Permute(grouped, new Axes([2, 1, 0, .. Axes.Range(3, spatial.Rank)])), new Shape([channels, Groups * items, .. spatial]));
        var y = new Convolution(KernelDilation, Low, new(high), InputDilation, Strides, Groups).Bind(swapped, Ad.MoveAxisTo(ct, 0, 1));
        return Ad.MoveAxisTo(y, 0, 1);
    }

    // [g·o,c,…] to [g·c,o,…].
    Value SwapWithinGroups(Value kernel)
    {
        var shape = kernel.Type.Shape;
        int outputs = shape[0] / Groups;
        var grouped = Ad.MoveAxisTo(Ad.Reshape(kernel, new Shape([Groups, outputs, .. shape.From(1)])), 1, 2);
        return Ad.Reshape(grouped, new Shape([Groups * shape[1], outputs, .. shape.From(2)]));
    }

    // A batch of kernels alone adds outputs. A batch of kernels and inputs adds groups. A batch of inputs alone adds items.
    protected override Value BatchOne(Value[] x, bool[] batched, int size)
    {
        var (input, kernel) = (x[0], x[1]);
        if (size == 0)
        {
            var y = InferOne([batched[0] ? input.Type.With(input.Type.Shape.From(1)) : input.Type, batched[1] ? kernel.Type.With(kernel.Type.Shape.From(1)) : kernel.Type]);
            return Tensor.Zeros(y.With(y.Shape.Prepend(0)));
        }
        if (!batched[1]) return Split(this.Bind(Merge(input), kernel), 0, size);
        if (!batched[0] && Groups == 1) return Ad.MoveAxisTo(Split(this.Bind(input, Merge(kernel)), 1, size), 1, 0);
        input = Ad.MoveAxisTo(batched[0] ? input : Batching.Expand(input, size), 0, 1);
        var shape = input.Type.Shape;
        input = Ad.Reshape(input, new Shape([shape[0], size * shape[2], .. shape.From(3)]));
        return Ad.MoveAxisTo(Split((this with { Groups = Groups * size }).Bind(input, Merge(kernel)), 1, size), 1, 0);
    }

    static Value Merge(Value x) => Ad.Reshape(x, new Shape([x.Type.Shape[0] * x.Type.Shape[1], .. x.Type.Shape.From(2)]));

    static Value Split(Value x, int axis, int size)
    {
        var dims = x.Shape.ToList();
        dims[axis] /= size;
        dims.Insert(axis, size);
        return Ad.Reshape(x, new Shape([.. dims]));
    }

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y)
    {
        if (Strides.Count == 0 && Groups > 1) return LowerProducts(hlo, x[0], x[1], y);
        string spatial = string.Concat(Enumerable.Range(0, Strides.Count).Select(i => $", {i}"));
        return hlo.Op("stablehlo.convolution", y, x,
            $"batch_group_count = 1 : i64, dimension_numbers = #stablehlo.conv<[b, f{spatial}]x[o, i{spatial}]->[b, f{spatial}]>, feature_group_count = {Groups} : i64, " +
            $"lhs_dilation = {Hlo.I64(InputDilation)}, padding = {WindowDimensions.Padding(Low, High)}, rhs_dilation = {Hlo.I64(KernelDilation)}, window_strides = {Hlo.I64(Strides)}");
    }

    // A convolution that has no spatial axes is a matrix product for each group. It is lowered as such, because XLA's partitioner miscompiles it as a convolution.
    HloValue LowerProducts(Hlo hlo, HloValue input, HloValue kernel, TensorType y)
    {
        int items = y.Shape[0], channels = kernel.Type.Shape[1], outputs = y.Shape[1] / Groups;
        var dot = new Dot(1, 0, 2, 2);
        var (a, b) = (hlo.Reshape(input, new([items, Groups, channels])), hlo.Reshape(kernel, new([Groups, outputs, channels])));
        var product = dot.Lower(hlo, [a, b], [dot.InferOne([a.Type, b.Type])])[0];
        var swap = new Transpose(new(1, 0, 2));
        return hlo.Reshape(swap.Lower(hlo, [product], [swap.InferOne([product.Type])])[0], y.Shape);
    }
}
