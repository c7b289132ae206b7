using System.Runtime.CompilerServices;
using Autodiff.Lanes;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Autodiff.Mathematics;

/// <summary>Sine and cosine of f32 lanes. The polynomials are those of Cephes (Moshier, sinf.c).</summary>
static class CircularLanes
{
    /// <summary>The sine.</summary>
    [MethodImpl(AggressiveInlining)]
    public static V Sin<V>(V x) where V : struct, ILanes<V>
    {
        var r = Reduced(x, out var quadrant);
        var isOdd = V.Equal(quadrant, V.Of(1)) | V.Equal(quadrant, V.Of(3));
        var y = V.Select(isOdd, CosOfSmall(r), SinOfSmall(r));
        y = V.Select(V.LessOrEqual(V.Of(2), quadrant), -y, y);
        // A tiny number is its own sine; so −0 stays −0.
        y = V.Select(V.Less(V.Abs(x), V.Of(2e-4)), x, y);
        return Exact(x, y, Math.Sin);
    }

    /// <summary>The cosine.</summary>
    [MethodImpl(AggressiveInlining)]
    public static V Cos<V>(V x) where V : struct, ILanes<V>
    {
        var r = Reduced(x, out var quadrant);
        var isOdd = V.Equal(quadrant, V.Of(1)) | V.Equal(quadrant, V.Of(3));
        var y = V.Select(isOdd, SinOfSmall(r), CosOfSmall(r));
        y = V.Select(V.Equal(quadrant, V.Of(1)) | V.Equal(quadrant, V.Of(2)), -y, y);
        return Exact(x, y, Math.Cos);
    }

    // π/2 in three parts (Cody and Waite). Up to the bound of Exact the first product is cancelled exactly.
    /// <summary>x − n·π/2 for the nearest n, and n modulo 4.</summary>
    [MethodImpl(AggressiveInlining)]
    static V Reduced<V>(V x, out V quadrant) where V : struct, ILanes<V>
    {
        var n = V.Round(x * V.Of(0.63661977236758134));
        var r = V.MultiplyAdd(n, V.Of(-1.57079637050628662109375), x);
        r = V.MultiplyAdd(n, V.Of(4.37113900018624283e-8), r);
        r = V.MultiplyAdd(n, V.Of(1.71512449e-15), r);
        quadrant = n - V.Of(4) * V.Floor(n * V.Of(0.25));
        return r;
    }

    [MethodImpl(AggressiveInlining)]
    static V SinOfSmall<V>(V r) where V : struct, ILanes<V>
    {
        var z = r * r;
        var p = V.MultiplyAdd(V.Of(-1.9515295891e-4), z, V.Of(8.3321608736e-3));
        p = V.MultiplyAdd(p, z, V.Of(-1.6666654611e-1));
        return V.MultiplyAdd(p * z, r, r);
    }

    [MethodImpl(AggressiveInlining)]
    static V CosOfSmall<V>(V r) where V : struct, ILanes<V>
    {
        var z = r * r;
        var p = V.MultiplyAdd(V.Of(2.443315711809948e-5), z, V.Of(-1.388731625493765e-3));
        p = V.MultiplyAdd(p, z, V.Of(4.166664568298827e-2));
        return V.MultiplyAdd(p * z, z, V.MultiplyAdd(V.Of(-0.5), z, V.Of(1)));
    }

    /// <summary>The result, replaced where the argument is too large for the reduction.</summary>
    [MethodImpl(AggressiveInlining)]
    static V Exact<V>(V x, V y, Func<double, double> function) where V : struct, ILanes<V>
    {
        var isLarge = V.Less(V.Of(100_000), V.Abs(x));
        return V.Any(isLarge) ? V.Select(isLarge, V.Map(x, function), y) : y;
    }
}
