using Autodiff.Graphs;
using Autodiff.Mathematics;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff.Formulas;

/// <summary>
/// The logarithm of the gamma function and its derivatives for XLA, whose own lose all digits next to their zeros, and whose polygamma is wrong below 0. f32 is computed
/// in f64. The formulas for arguments below 0 cost as much again, and run only if an element is there.
/// </summary>
static class GammaFormulas
{
    // log Γ(1 + t) / t for t from −½ to ½, computed to 60 digits.
    static readonly double[] logGamma =
    [
        -0.577215664901532861, 0.822467033424113225, -0.400685634386530677, 0.270580808427780265, -0.207385551028896355, 0.169557176998215445,
        -0.144049896742930435, 0.125509669453612557, -0.111334267448193446, 0.100099461068706605, -0.0909539593794851234, 0.0833537285271688817,
        -0.0769338916879756649, 0.0714353145661350457, -0.0666463484882691496, 0.0624660199664553709, -0.0590793511577144264, 0.055923603007143955,
        -0.0505536191646150718, 0.0472079495811540348, -0.0596720961145028803, 0.0606998825167048648, 0.00562719813400881822, -0.0172219964436258958,
        -0.175451001954479572, 0.193312420911013793, 0.196629436031374117, -0.21990054046608105, -0.241345192538057373, 0.250016409637886876,
    ];

    // ψ(5/4 + u) for u from −½ to ½, computed to 60 digits.
    static readonly double[] digamma =
    [
        -0.227453533376265408, 1.19732915450711078, -0.663869968768460398, 0.463690668198047581, -0.348974526580512616, 0.270948064013398821,
        -0.213455199577729742, 0.169386708842608217, -0.134921723762194144, 0.107683121284463255, -0.0860354901783155208, 0.0687794796442337185,
        -0.0550020044807410725, 0.0439945963593495133, -0.0351924726497957075, 0.0281255196818106775, -0.022491571137573682, 0.0181899953938628763,
        -0.0145958495779797182, 0.0106622618569588394, -0.00836668512759444601, 0.0102483727864470403, -0.00858841861639212197, -0.00122295352958260585,
        0.00152059255914327201, 0.00957510620769347321, -0.00799376373215878706,
    ];

    /// <summary>The lowest pole up to which the zeros between poles are treated separately is the negative of this.</summary>
    const int Lowest = 10;

    /// <summary>log |Γ(x)|.</summary>
    public static HloValue LogGamma(Hlo hlo, HloValue x) => Lower(hlo, x, u => Ad.Less(u, 0.5), LogGammaBelow, LogGammaAbove);

    // Γ(m + t) = Γ(1 + t) · (1 + t) ⋯ (m − 1 + t), where m is the nearest integer, at least 1. At m = 2 the logarithm is that of 1 + t, of which t keeps
    // all digits.
    static Value LogGammaAbove(Value x)
    {
        Value m = Ad.Clip(Ad.Round(x), 1, 7), t = x - m, product = Ad.OnesLike(x);
        for (int k = 1; k < 7; k++) product *= Ad.Where(Ad.Greater(m, k), t + k, 1);
        return Ad.Where(Ad.GreaterEqual(x, 7.5), Stirling(x), t * Polynomials.Polynomial(logGamma, t) + Ad.Log1p(Ad.Where(Ad.Equal(m, 2), t, product - 1)));
    }

    // Γ(t − n) = Γ(1 + t) / (t (t − 1) ⋯ (t − n)), where −n is the nearest integer. Far below, πcsc(πx) = −x Γ(x) Γ(−x).
    static Value LogGammaBelow(Value x)
    {
        Value n = Ad.Round(-x), t = x + n, product = Ad.Abs(t);
        for (int k = 1; k <= Lowest; k++) product *= Ad.Where(Ad.GreaterEqual(n, k), k - t, 1);
        var between = t * Polynomials.Polynomial(logGamma, t) - Ad.Log(product);
        var far = Ad.Log(Math.PI / Ad.Abs(x * Ad.Sin(Math.PI * t))) - Stirling(-x);

        // The roots lie on either side of the poles, from −2, where there is one above −3 only, to −10, above which there is one.
        var number = 2 * n - Ad.Where(Ad.Less(t, 0), 4, 5);
        var known = Ad.LogicalAnd(Ad.GreaterEqual(number, 0), Ad.Less(number, GammaFunction.Roots.Length));
        var y = Ad.Where(known, LogGammaByRoot(t, n, new(GammaFunction.Roots, number, n)), between);
        return Ad.Where(Ad.Equal(x, double.NegativeInfinity), double.PositiveInfinity, Ad.Where(Ad.Greater(n, Lowest), far, y));
    }

    // The same minus its value at the root, which is 0. Each logarithm is that of a ratio near 1, computed from the distance.
    static Value LogGammaByRoot(Value t, Value n, Nearest root)
    {
        Value d = root.Distance(t), r = root.Place, ratio = Ad.ZerosLike(t);
        for (int k = 1; k <= Lowest; k++)
        {
            var part = Ad.Where(Ad.GreaterEqual(n, k), -d / (k - r), 0);
            ratio += part + ratio * part;
        }
        var far = Ad.Greater(Ad.Abs(d), 0.5 * Ad.Abs(r));
        var pole = Ad.Where(far, Ad.Log(Ad.Where(far, t / r, 1)), Ad.Log1p(d / r));
        return d * Polynomials.Difference([0, .. logGamma], t, r) - pole - Ad.Log1p(ratio);
    }

    // (x − ½)(log x − 1) + ½(log 2π − 1) + Σ B₂ₖ / (2k (2k − 1) x²ᵏ⁻¹): Abramowitz and Stegun, 6.1.40.
    static Value Stirling(Value x)
    {
        Value sum = 0, square = x * x;
        for (int k = 9; k > 0; k--) sum = sum / square + Series.Bernoulli[k] / (2 * k * (2 * k - 1));
        return (x - 0.5) * (Ad.Log(x) - 1) + 0.41893853320467274 + sum / x;
    }

    /// <summary>ψ(x), the derivative of log Γ(x).</summary>
    public static HloValue Digamma(Hlo hlo, HloValue x) => Lower(hlo, x, u => Ad.Less(u, 0.75), DigammaBelow, DigammaAbove);

    // ψ(x) = ψ(x − k) + 1/(x − k) + ⋯ + 1/(x − 1).
    static Value DigammaAbove(Value x)
    {
        Value k = Ad.Floor(Ad.Minimum(x, 10) - 0.75), sum = Ad.ZerosLike(x);
        for (int i = 1; i <= 9; i++) sum += Ad.Where(Ad.GreaterEqual(k, i), 1 / (x - i), 0);
        return Ad.Where(Ad.GreaterEqual(x, 10), DigammaFar(x), DigammaNear(x - k) + sum);
    }

    // Between ¾ and 1¾, by the root there. The low part of the root is subtracted after the product, because XLA would add up two constants in a row.
    static Value DigammaNear(Value x)
    {
        var (high, low) = PolygammaFunction.PositiveRoot;
        return (x - high) * Polynomials.Difference(digamma, x - 1.25, high - 1.25) - low * PolygammaFunction.Polygamma(1, high);
    }

    // log x − 1/(2x) − Σ B₂ₖ / (2k x²ᵏ): Abramowitz and Stegun, 6.3.18.
    static Value DigammaFar(Value x)
    {
        Value sum = 0, square = x * x;
        for (int k = 8; k > 0; k--) sum = (sum + Series.Bernoulli[k] / (2 * k)) / square;
        return Ad.Log(x) - 0.5 / x - sum;
    }

    // ψ(t − n) = ψ(1 + t) − 1/t + 1/(1 − t) + ⋯ + 1/(n − t), minus the same at the root above −n. All terms of the difference have one sign.
    static Value DigammaBelow(Value x)
    {
        Value n = Ad.Floor(0.75 - x), t = x + n;
        var root = new Nearest(PolygammaFunction.NegativeRoots, n - 1, n);
        Value r = root.Place, sum = Polynomials.Difference(digamma, t - 0.25, r - 0.25) + 1 / (t * r);
        for (int k = 1; k <= Lowest; k++) sum += Ad.Where(Ad.GreaterEqual(n, k), 1 / ((k - t) * (k - r)), 0);
        var far = DigammaFar(1 - x) - Math.PI * Cotangent(x);
        var y = Ad.Where(Ad.Equal(n, 0), DigammaNear(1 + t) - 1 / t, Ad.Where(Ad.Greater(n, Lowest), far, root.Distance(t) * sum));
        return Ad.Where(Ad.Equal(x, 0), -1 / x, Ad.Where(IsPole(x), double.NaN, y));
    }

    /// <summary>The derivative of ψ of an order, at least 1.</summary>
    public static HloValue Polygamma(Hlo hlo, HloValue x, int order)
    {
        int sign = order % 2 == 0 ? -1 : 1;
        double factorial = PolygammaFunction.Factorial(order);
        Value Above(Value v) => sign * factorial * Zeta(order + 1, v);
        Value Below(Value v) => -sign * Above(1 - v) - Math.Pow(Math.PI, order + 1) * Polynomials.Polynomial(PolygammaFunction.CotangentDerivative(order), Cotangent(v));
        return Lower(hlo, x, u => Ad.LessEqual(u, 0), u => Ad.Where(IsPole(u), order % 2 == 0 ? Ad.Where(Ad.Equal(u, 0), -1 / u, double.NegativeInfinity) : double.PositiveInfinity, Below(u)), Above);
    }

    // Σ (x + k)^−s by the Euler-Maclaurin formula (NIST Digital Library of Mathematical Functions, 25.11.5), after as many terms as the least x needs.
    static Value Zeta(int s, Value x)
    {
        Value steps = 0;
        for (int k = 0; k < 10 + s; k++) steps += Ad.Pow(1 / (x + k), s);
        Value inverse = 1 / (x + (10.0 + s)), power = Ad.Pow(inverse, s), term = s * power * inverse, sum = Ad.Pow(inverse, s - 1) / (s - 1) + power / 2;
        for (int k = 1; k <= 10; k++)
        {
            sum += Series.Bernoulli[k] / PolygammaFunction.Factorial(2 * k) * term;
            term *= (s + 2 * k - 1) * inverse * ((s + 2 * k) * inverse);
        }
        return steps + sum;
    }

    // cot(πx), precise also at its zeros.
    static Value Cotangent(Value x)
    {
        Value t = x - Ad.Round(x), size = Ad.Abs(t), nearPole = Ad.Less(size, 0.25);
        var tangent = Ad.Tan(Math.PI * Ad.Where(nearPole, size, 0.5 - size));
        return Ad.Where(Ad.Less(t, 0), -1.0, 1.0) * Ad.Where(nearPole, 1 / tangent, tangent);
    }

    static Value IsPole(Value x) => Ad.LogicalAnd(Ad.LessEqual(x, 0), Ad.Equal(x, Ad.Floor(x)));

    /// <summary>In f64, the first formula where a test holds, the second elsewhere. The first is computed only if the test holds somewhere.</summary>
    static HloValue Lower(Hlo hlo, HloValue x, Func<Value, Value> test, Func<Value, Value> where, Func<Value, Value> elsewhere)
    {
        var wide = hlo.Convert(x, DType.F64);
        HloValue Write(Func<Value, Value> f) => GraphLowering.Body(hlo, Interpreter.StageClosed(v => [f(v[0])], [wide.Type.Strong]), [wide])[0];
        void Both() => hlo.Return(Write(v => Ad.Where(test(v), where(v), elsewhere(v))));
        void One() => hlo.Return(Write(elsewhere));
        return hlo.Convert(hlo.Op("stablehlo.if", [wide.Type], [Write(v => Ad.Any(test(v)))], "", Both, One)[0], x.Type.DType);
    }

    /// <summary>The root next to each element, relative to its pole.</summary>
    readonly struct Nearest(Root[] roots, Value number, Value pole)
    {
        readonly Value high = Entry(roots, number, r => r.High) + pole, low = Entry(roots, number, r => r.Low);

        /// <summary>The root.</summary>
        public Value Place => high + low;

        /// <summary>The distance of a place from the root.</summary>
        public Value Distance(Value place) => place - high - low;

        static Value Entry(Root[] roots, Value number, Func<Root, double> part) =>
            Ad.TakeAlong(Tensor.Of<double>(Array.ConvertAll(roots, r => part(r)), [roots.Length]), Ad.Cast(number, DType.I32), 0, OutOfRange.Clamp);
    }
}
