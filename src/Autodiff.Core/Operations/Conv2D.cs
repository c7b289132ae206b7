using Autodiff.Tracing;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>Slides kernels over images (jax.lax.conv).</summary>
    /// <param name="x">Images of the shape [items, channels, height, width].</param>
    /// <param name="kernel">Shape [outputs, channels, height, width].</param>
    /// <param name="strides">The distance between places of the kernel: one number, or one for rows and one for columns; 1 without it.</param>
    /// <param name="padding">'Valid': the kernel stays within the image; or 'Same': zeros around it, so that each result has ⌈size / stride⌉ elements.</param>
    /// <returns>Shape [items, outputs, height, width]. Dtypes are promoted.</returns>
    /// <exception cref="AdException">The shapes do not fit.</exception>
    public static Value Conv2D(Value x, Value kernel, IntegerList? strides = null, string padding = "Valid")
    {
        (x, kernel) = Factors(x, kernel);
        if (x.Rank != 4 || kernel.Rank != 4 || x.Type.Shape[1] != kernel.Type.Shape[1] || kernel.Type.Shape.From(2).Contains(0))
            throw new AdException($"Conv2D: the shapes {x.Type.Shape} and {kernel.Type.Shape} do not fit: images [items, channels, height, width] and kernels [outputs, channels, height, width] of as many channels were expected.", ErrorId.ShapeMismatch);
        var steps = Pair(strides ?? 1);
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
        _ => throw new AdException($"Conv2D: the padding '{padding}' is neither 'Valid' nor 'Same'.", ErrorId.InvalidArgument),
    };

    /// <summary>One number for rows and one for columns, both at least 1.</summary>
    static IntegerList Pair(IntegerList sizes, [System.Runtime.CompilerServices.CallerMemberName] string operation = "")
    {
        var r = sizes.Count == 1 ? new IntegerList(sizes[0], sizes[0]) : sizes;
        return r.Count == 2 && r[0] >= 1 && r[1] >= 1 ? r : throw new AdException($"{operation}: {sizes} is neither one number nor two, for rows and columns, of at least 1.", ErrorId.InvalidArgument);
    }
}
