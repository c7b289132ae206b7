using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Tracing;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>The greatest element of each window of images. The gradient goes to it, of equal ones to the first.</summary>
    /// <param name="x">Shape [items, channels, height, width].</param>
    /// <param name="window">The size of a window: one number, or one for rows and one for columns.</param>
    /// <param name="strides">The distance between windows, likewise; without it they lie side by side.</param>
    /// <returns>Shape [items, channels, height, width], of as many windows as are wholly within.</returns>
    /// <exception cref="AdException">These are not images, or a size is not positive.</exception>
    public static Value MaxPool2D(Value x, IntegerList window, IntegerList? strides = null)
    {
        var windows = Pools(x, window, strides);
        return new ReduceWindowMax(windows).Bind(Numeric(x));
    }

    /// <summary>The mean of each window of images.</summary>
    /// <inheritdoc cref="MaxPool2D"/>
    public static Value AvgPool2D(Value x, IntegerList window, IntegerList? strides = null)
    {
        var windows = Pools(x, window, strides);
        return new ReduceWindowSum(windows).Bind(ToFloat(x)) / (double)(windows.Sizes[2] * windows.Sizes[3]);
    }

    static WindowDimensions Pools(Value x, IntegerList window, IntegerList? strides, [CallerMemberName] string operation = "")
    {
        Given(x, nameof(x), operation);
        if (x.Rank != 4) throw new AdException($"{operation}: images of a shape [items, channels, height, width] were expected, not {x.Type.Shape}.", ErrorId.ShapeMismatch);
        var sizes = Pair(window, operation);
        var steps = strides is { } given ? Pair(given, operation) : sizes;
        var none = IntegerList.Repeat(0, 4);
        return new([1, 1, .. sizes], [1, 1, .. steps], none, none);
    }
}
