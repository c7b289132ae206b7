using CsCheck;

namespace Autodiff.Core.Tests.Laws;

/// <summary>The values of an argument: a generator of a given number of values for a dtype, with three decimals, so that examples are easy to read and paste.</summary>
/// <param name="Values">The generator.</param>
/// <param name="DType">The dtype of the argument, if it is not the tested one.</param>
sealed record Domain(Func<DType, int, Gen<double[]>> Values, DType? DType = null)
{
    /// <summary>Whether the numbers may be changed by 1%. They may not if some must be equal.</summary>
    public bool IsSmooth { get; init; } = true;

    /// <summary>Numbers between two bounds.</summary>
    public static Domain In(double low, double high) => In((low, high));

    /// <summary>Numbers from several intervals. The gaps, which contain kinks or poles, are at least as wide as a finite difference.</summary>
    public static Domain In(params (double Low, double High)[] pieces) =>
        new((d, n) => Gen.OneOf(Array.ConvertAll(pieces, p => Number(d, p.Low, p.High))).Array[n]);

    /// <summary>Different numbers in any order, for sorting and maxima.</summary>
    public static Domain Apart(double low, double high) => new((d, n) => d.IsFloat
        ? Gen.Shuffle(Enumerable.Range(0, n).ToArray()).Select(Gen.Double[0.3, 0.7].Array[n], (order, jitter) => order.Select((k, i) => Math.Round(low + (high - low) * (k + jitter[i]) / n, 3)).ToArray())
        : Number(d, low, high).Array[n]);

    /// <summary>Different numbers of a lattice, if it has enough. Lattices whose phases differ by 0.5 are at least 0.1 steps apart.</summary>
    public static Domain Lattice(double step, double phase, int from = -4, int to = 4) => new((d, n) => d.IsFloat
        ? Points(from, to, n).Select(Gen.Double[-0.2, 0.2].Array[n], (points, jitter) => points.Select((k, i) => Math.Round((k + phase + jitter[i]) * step, 3)).ToArray())
        : Number(d, from, to).Array[n]);

    static Gen<int[]> Points(int from, int to, int n) => n > to - from + 1
        ? Gen.Int[from, to].Array[n]
        : Gen.Shuffle(Enumerable.Range(from, to - from + 1).ToArray()).Select(all => all[..n]);

    /// <summary>Only a few different numbers, so that there are many ties.</summary>
    public static Domain Ties => new((d, n) => Gen.Int[d == DType.U32 || d == DType.Bool ? 0 : -1, 1].Select(k => (double)k).Array[n]) { IsSmooth = false };

    /// <summary>Booleans, for any tested dtype.</summary>
    public static Domain Bits => new((_, n) => Gen.Bool.Select(b => b ? 1.0 : 0.0).Array[n], DType.Bool);

    /// <summary>i32 numbers, for any tested dtype.</summary>
    public static Domain Integers(int low, int high) => new((_, n) => Gen.Int[low, high].Select(k => (double)k).Array[n], DType.I32);

    /// <summary>u32 numbers, such as random keys.</summary>
    public static Domain Keys => new((_, n) => Gen.UInt.Select(k => (double)k).Array[n], DType.U32);

    /// <summary>The domain with a fixed dtype.</summary>
    public Domain As(DType dtype) => new((_, n) => Values(dtype, n), dtype) { IsSmooth = IsSmooth };

    static Gen<double> Number(DType d, double low, double high)
    {
        if (d.IsFloat) return Gen.Double[low, high].Select(v => Math.Round(v, 3));
        if (d == DType.Bool) return Gen.Bool.Select(b => b ? 1.0 : 0.0);
        if (d == DType.U32) low = Math.Max(low, 0);
        return Gen.Int[(int)Math.Ceiling(low), Math.Max((int)Math.Ceiling(low), (int)Math.Floor(high))].Select(k => (double)k);
    }
}
