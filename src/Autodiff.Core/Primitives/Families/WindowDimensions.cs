using System.Numerics;
using Autodiff.StableHlo;

namespace Autodiff.Families;

/// <summary>Windows of one size that slide over an operand. Each parameter has one number for each axis.</summary>
/// <param name="Sizes">The size of a window.</param>
/// <param name="Strides">The step between windows.</param>
/// <param name="Low">The number of positions before the operand at which windows may begin. Nothing is read there.</param>
/// <param name="High">The number of positions after the operand at which windows may end. Nothing is read there.</param>
readonly record struct WindowDimensions(IntegerList Sizes, IntegerList Strides, IntegerList Low, IntegerList High)
{
    /// <summary>The number of windows along each axis.</summary>
    /// <exception cref="AdException">A parameter does not have one number for each axis.</exception>
    internal Shape Result(Shape x, string name)
    {
        if (Sizes.Count != x.Rank || Strides.Count != x.Rank || Low.Count != x.Rank || High.Count != x.Rank) throw new AdException($"{name}: the windows ({this}) do not fit into an operand of shape {x}.", ErrorId.ShapeMismatch);
        var dims = new int[x.Rank];
        for (int i = 0; i < dims.Length; i++) dims[i] = (int)(Math.Max(0, (long)Low[i] + x[i] + High[i] - Sizes[i] + Strides[i]) / Strides[i]);
        return new(dims);
    }

    /// <summary>The windows over an operand with a batch axis 0.</summary>
    internal WindowDimensions Batched() => new(Sizes.Prepend(1), Strides.Prepend(1), Low.Prepend(0), High.Prepend(0));

    /// <summary>Each window and each element within it.</summary>
    internal WindowPlaces Places(Shape x, Shape result) => new(this, x, result);

    /// <summary>The offset of the greatest element of each window, the first of several equal ones; -1 for an empty window.</summary>
    internal int[] Greatest<T>(Tensor x, Shape result) where T : unmanaged, INumber<T>
    {
        // As XLA compares: a NaN is replaced by any element that follows.
        var r = new int[result.Size];
        Array.Fill(r, -1);
        var elements = x.Elements<T>();
        foreach (var (window, at) in Places(x.Type.Shape, result)) r[window] = r[window] is >= 0 and var best && elements[best] >= elements[at] ? best : at;
        return r;
    }

    /// <summary>The text of the attributes.</summary>
    internal string Text() => $"padding = {Padding(Low, High)}, window_dimensions = {Hlo.I64(Sizes)}, window_strides = {Hlo.I64(Strides)}";

    /// <summary>The padding before and after each axis, as an attribute.</summary>
    internal static string Padding(IntegerList low, IntegerList high) =>
        $"dense<{(low.Count == 0 ? "" : $"[{string.Join(", ", low.Zip(high, (l, h) => $"[{Hlo.Join([l, h])}]"))}]")}> : tensor<{low.Count}x2xi64>";

    public override string ToString() => $"window={Sizes} strides={Strides} padding={Low}:{High}";
}
