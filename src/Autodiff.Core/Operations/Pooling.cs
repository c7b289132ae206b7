using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Tracing;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>The maximum of each window of images. The gradient goes to that element, or to the first of several equal ones.</summary>
    /// <param name="x">Images of shape [items, channels, height, width].</param>
    /// <param name="window">The size of a window: one integer, or one for rows and one for columns.</param>
    /// <param name="strides">The step between windows: one integer, or one for rows and one for columns. Default: the window size, so that windows do not overlap.</param>
    /// <returns>Shape [items, channels, rows, columns], with one element for each window that lies entirely inside the image.</returns>
    /// <exception cref="AdException">x does not have four axes, or a size is less than 1.</exception>
    public static Value MaxPool2D(Value x, IntegerList window, IntegerList? strides = null)
    {
        var windows = Pools(x, window, strides);
        return new ReduceWindowMax(windows).Bind(Numeric(x));
    }

    /// <summary>The mean of each window of images. Integers become f64.</summary>
    /// <inheritdoc cref="MaxPool2D"/>
    public static Value AvgPool2D(Value x, IntegerList window, IntegerList? strides = null)
    {
        var windows = Pools(x, window, strides);
        return new ReduceWindowSum(windows).Bind(ToFloat(x)) / ((double)windows.Sizes[2] * windows.Sizes[3]);
    }

    static WindowDimensions Pools(Value x, IntegerList window, IntegerList? strides, [CallerMemberName] string operation = "")
    {
        Given(x, nameof(x), operation);
        if (x.Rank != 4) throw new AdException($"{operation}: x has shape {x.Type.Shape}; expected images [items, channels, height, width].", ErrorId.ShapeMismatch);
        var sizes = Pair(window, operation);
        var steps = Within(strides is { } given ? Pair(given, operation) : sizes, x);
        var none = IntegerList.Repeat(0, 4);
        return new([1, 1, .. sizes], [1, 1, .. steps], none, none);
    }
}
