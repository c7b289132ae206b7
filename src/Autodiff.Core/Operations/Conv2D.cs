using Autodiff.Tracing;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>The two-dimensional convolution of images with kernels, as neural networks define it: kernels are not flipped (jax.lax.conv).</summary>
    /// <param name="x">Images of shape [items, channels, height, width].</param>
    /// <param name="kernel">Kernels of shape [outputs, channels, height, width].</param>
    /// <param name="strides">The step of the kernel: one integer, or one for rows and one for columns. Default: 1.</param>
    /// <param name="padding">'Valid' for no padding, or 'Same' for zeros around the image so that the result has ⌈size / stride⌉ rows and columns. Default: 'Valid'.</param>
    /// <returns>Shape [items, outputs, height, width]. Dtypes are promoted.</returns>
    /// <exception cref="AdException">The shapes are incompatible, a stride is less than 1, or the padding is unknown.</exception>
    public static Value Conv2D(Value x, Value kernel, IntegerList? strides = null, string padding = "Valid")
    {
        (x, kernel) = Factors(x, kernel);
        if (x.Rank != 4 || kernel.Rank != 4 || x.Type.Shape[1] != kernel.Type.Shape[1] || kernel.Type.Shape.From(2).Contains(0))
            throw new AdException($"Conv2D: the shapes {x.Type.Shape} and {kernel.Type.Shape} do not match; expected images [items, channels, height, width] and kernels [outputs, channels, height, width] with the same number of channels.", ErrorId.ShapeMismatch);
        var steps = Within(Pair(strides ?? 1), x);
        int[] low = [0, 0], high = [0, 0];
        if (IsSame(padding))
            for (int i = 0; i < 2; i++)
            {
                int size = x.Type.Shape[i + 2], results = (size + steps[i] - 1) / steps[i];
                int missing = Math.Max(0, (results - 1) * steps[i] + kernel.Type.Shape[i + 2] - size);
                (low[i], high[i]) = (missing / 2, missing - missing / 2);
            }
        return new Convolution(steps, new(low), new(high), IntegerList.Repeat(1, 2), IntegerList.Repeat(1, 2)).Bind(x, kernel);
    }

    static bool IsSame(string padding) => padding?.ToUpperInvariant() switch
    {
        "SAME" => true,
        "VALID" => false,
        _ => throw new AdException($"Conv2D: the padding is '{padding}'; expected 'Valid' or 'Same'.", ErrorId.InvalidArgument),
    };

    /// <summary>The same steps over images. One that leads out of the image does not do so by more than it must, so that sums of it fit.</summary>
    static IntegerList Within(IntegerList steps, Value x) => new(Math.Min(steps[0], Math.Max(1, x.Type.Shape[2])), Math.Min(steps[1], Math.Max(1, x.Type.Shape[3])));

    /// <summary>One size for rows and one for columns, both at least 1.</summary>
    static IntegerList Pair(IntegerList sizes, [System.Runtime.CompilerServices.CallerMemberName] string operation = "")
    {
        var r = sizes.Count == 1 ? new IntegerList(sizes[0], sizes[0]) : sizes;
        return r.Count == 2 && r[0] >= 1 && r[1] >= 1 ? r : throw new AdException($"{operation}: {sizes} was given; expected one number of at least 1, or two, for rows and columns.", ErrorId.InvalidArgument);
    }
}
