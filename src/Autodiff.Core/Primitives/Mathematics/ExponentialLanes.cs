using System.Runtime.CompilerServices;
using Autodiff.Lanes;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Autodiff.Mathematics;

/// <summary>Exponentials and logarithms of f32 lanes. The polynomials are those of Cephes (Moshier, expf.c and logf.c); products are fused with sums.</summary>
static class ExponentialLanes
{
    /// <summary>eˣ.</summary>
    [MethodImpl(AggressiveInlining)]
    public static V Exp<V>(V x) where V : struct, ILanes<V>
    {
        var p = Reduced(Bounded(x), out var n);
        return V.Scale(p + V.Of(1), n);
    }

    /// <summary>eˣ − 1.</summary>
    [MethodImpl(AggressiveInlining)]
    public static V Expm1<V>(V x) where V : struct, ILanes<V>
    {
        var p = Reduced(Bounded(x), out var n);
        // 2ⁿ·p + (2ⁿ − 1). From n = 64 on the 1 is lost, and 2ⁿ may be infinite.
        var power = V.Scale(V.Of(1), n);
        var sum = V.MultiplyAdd(power, p, power - V.Of(1));
        return V.Select(V.Equal(x, V.Of(0)), x, V.Select(V.Less(n, V.Of(64)), sum, V.Scale(p + V.Of(1), n)));
    }

    /// <summary>The hyperbolic tangent: e / (e + 2) with e = e²ˣ − 1, and near 0 the polynomial of Cephes (tanhf.c).</summary>
    [MethodImpl(AggressiveInlining)]
    public static V Tanh<V>(V x) where V : struct, ILanes<V>
    {
        // Beyond this bound the result is 1.
        var doubled = V.Abs(x + x);
        var p = Reduced(V.Select(V.Less(V.Of(18.1), doubled), V.Of(18.1), doubled), out var n);
        var power = V.Scale(V.Of(1), n);
        var e = V.MultiplyAdd(power, p, power - V.Of(1));
        var z = x * x;
        var q = V.MultiplyAdd(V.Of(-5.70498872745e-3), z, V.Of(2.06390887954e-2));
        q = V.MultiplyAdd(q, z, V.Of(-5.37397155531e-2));
        q = V.MultiplyAdd(q, z, V.Of(1.33314422036e-1));
        q = V.MultiplyAdd(q, z, V.Of(-3.33332819422e-1));
        return V.Select(V.Less(z, V.Of(0.390625)), V.MultiplyAdd(q * z, x, x), CopySign(e / (e + V.Of(2)), x));
    }

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    [MethodImpl(AggressiveInlining)]
    public static V Sigmoid<V>(V x) where V : struct, ILanes<V>
    {
        var e = Exp(-V.Abs(x));
        var isNegative = V.Less(x, V.Of(0));
        var above = V.Select(isNegative, e, V.Of(1));
        var below = V.Of(1) + e;
        var y = above / below;
        // One step of Newton's method, with what rounding took from the divisor.
        var lost = e - (below - V.Of(1));
        var rest = V.MultiplyAdd(-y, below, above) - y * lost;
        return V.MultiplyAdd(rest, V.Select(isNegative, V.Of(1) - y, y), y);
    }

    /// <summary>The natural logarithm.</summary>
    [MethodImpl(AggressiveInlining)]
    public static V Log<V>(V x) where V : struct, ILanes<V>
    {
        // Subnormal numbers are scaled to normal ones.
        var isTiny = V.Less(x, V.Of(1.17549435e-38));
        var normal = V.Select(isTiny, x * V.Of(33554432), x);
        var m = V.Significand(normal);
        var e = V.Exponent(normal) - V.Select(isTiny, V.Of(25), V.Of(0));
        var isHigh = V.Less(V.Of(1.41421356), m);
        m = V.Select(isHigh, m * V.Of(0.5), m) - V.Of(1);
        e = V.Select(isHigh, e + V.Of(1), e);

        var square = m * m;
        var p = V.MultiplyAdd(V.Of(7.0376836292e-2), m, V.Of(-1.1514610310e-1));
        p = V.MultiplyAdd(p, m, V.Of(1.1676998740e-1));
        p = V.MultiplyAdd(p, m, V.Of(-1.2420140846e-1));
        p = V.MultiplyAdd(p, m, V.Of(1.4249322787e-1));
        p = V.MultiplyAdd(p, m, V.Of(-1.6668057665e-1));
        p = V.MultiplyAdd(p, m, V.Of(2.0000714765e-1));
        p = V.MultiplyAdd(p, m, V.Of(-2.4999993993e-1));
        p = V.MultiplyAdd(p, m, V.Of(3.3333331174e-1));
        // log 2 in two parts, of which the first times the exponent is exact.
        var tail = V.MultiplyAdd(e, V.Of(-2.12194440e-4), p * m * square);
        tail = V.MultiplyAdd(V.Of(-0.5), square, tail);
        var log = V.MultiplyAdd(e, V.Of(0.693359375), m + tail);

        var infinity = V.Of(double.PositiveInfinity);
        log = V.Select(V.Less(x, infinity), log, x);
        return V.Select(V.Less(V.Of(0), x), log, V.Select(V.Equal(x, V.Of(0)), -infinity, V.Of(double.NaN)));
    }

    // log(1 + x) ≈ log u + (x − (u − 1))/u, where u is 1 + x rounded, as for one number.
    /// <summary>log(1 + x).</summary>
    [MethodImpl(AggressiveInlining)]
    public static V Log1p<V>(V x) where V : struct, ILanes<V>
    {
        var u = V.Of(1) + x;
        var lost = V.Select(V.Less(x, V.Of(1)), x - (u - V.Of(1)), V.Of(1) - (u - x));
        var log = Log(u);
        var isFinite = V.Less(V.Of(0), u) & V.Less(u, V.Of(double.PositiveInfinity));
        return V.Select(V.Equal(u, V.Of(1)), x, V.Select(isFinite, log + lost / u, log));
    }

    /// <summary>The argument within bounds beyond which eˣ is 0 or infinity. NaN stays.</summary>
    [MethodImpl(AggressiveInlining)]
    static V Bounded<V>(V x) where V : struct, ILanes<V>
    {
        x = V.Select(V.Less(x, V.Of(-104)), V.Of(-104), x);
        return V.Select(V.Less(V.Of(89), x), V.Of(89), x);
    }

    /// <summary>eʳ − 1 for x = r + n·log 2 with |r| ≤ ½ log 2.</summary>
    [MethodImpl(AggressiveInlining)]
    static V Reduced<V>(V x, out V n) where V : struct, ILanes<V>
    {
        n = V.Round(x * V.Of(1.4426950408889634));
        var r = V.MultiplyAdd(n, V.Of(-0.693359375), x);
        r = V.MultiplyAdd(n, V.Of(2.12194440e-4), r);
        var p = V.MultiplyAdd(V.Of(1.9875691500e-4), r, V.Of(1.3981999507e-3));
        p = V.MultiplyAdd(p, r, V.Of(8.3334519073e-3));
        p = V.MultiplyAdd(p, r, V.Of(4.1665795894e-2));
        p = V.MultiplyAdd(p, r, V.Of(1.6666665459e-1));
        p = V.MultiplyAdd(p, r, V.Of(5.0000001201e-1));
        return V.MultiplyAdd(r * r, p, r);
    }

    /// <summary>The number without its sign, with that of another.</summary>
    [MethodImpl(AggressiveInlining)]
    static V CopySign<V>(V x, V sign) where V : struct, ILanes<V> => V.Abs(x) | sign & V.Of(-0.0);
}
