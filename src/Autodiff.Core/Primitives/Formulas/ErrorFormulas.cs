using Autodiff.Mathematics;

namespace Autodiff.Formulas;

/// <summary>
/// The complementary and the inverse error function for XLA, whose own lose digits in the tails: they round the square of the argument, or 1 minus that square.
/// </summary>
static class ErrorFormulas
{
    // erf⁻¹(x)/x as polynomials in w = −log(1 − x²) or its root: for w up to 6¼ around 3⅛, for √w up to 4 around 3¼, and beyond that around 5.05. Computed to 60 digits.
    static readonly double[] centre =
    [
        1.65365456268310271, 0.240158182425588344, -0.00603367087142690734, -0.000740702534154657192, 0.00018673420802008553, -0.0000138825233939204419,
        -1.36546917640013859e-6, 4.23478816777169277e-7, -2.90703907619368836e-8, -4.11266040664825807e-9, 1.05122307846748916e-9, -5.41430454720805817e-11,
        -1.29786953346564452e-11, 2.63053019262310655e-12, -8.07459568872904322e-14, -4.00206177485526761e-14, 6.52565514140107659e-15, -3.93350864119952158e-17,
        -1.22618484637097636e-16, 1.5506009496679205e-17, 6.38844750019161007e-19, -3.47153076760230036e-19, 1.87715167805299222e-20, 3.19055861734175378e-21,
        -3.38503301572101039e-22,
    ];
    static readonly double[] tail =
    [
        3.08388561049222068, 1.00525896769416538, 0.00537091455355520108, -0.00375120850822426105, 0.00249144209794702387, -0.00168827553546365944,
        0.00095328934180699248, -0.000355037813574649926, 0.0000240315102216940967, 0.000068287115769852625, -0.0000473206630359457328, 0.0000124650355682831253,
        2.93250694352635128e-6, -3.98572603438224315e-6, 1.48177722447908746e-6, -2.75845068763595087e-8, -2.45770154720440483e-7, 1.31557607483216375e-7,
        -2.06864021091959438e-8, -1.52945324361523579e-8, 7.59889520078173667e-9,
    ];
    static readonly double[] far =
    [
        4.90042105144364037, 1.01028501759777123, -0.000169858091494077116, -0.000200312006632594506, 0.0000712403154386700202, -0.0000183745368999458651,
        4.19385360348263806e-6, -9.07080505363910562e-7, 2.01619753723978458e-7, -5.4953661247043508e-8, 2.18200166076663667e-8, -1.11574124160389806e-8,
        5.80868812150172188e-9, -2.70093462385914802e-9, 1.04582534522770354e-9, -3.28940949862612499e-10, 7.8663289209776071e-11, 2.65953670376457869e-12,
        -1.56825863492087812e-11, 5.01109599142158786e-12,
    ];

    // For f32: w up to 5 around 2½, and √w beyond that around (4.05 + √5)/2.
    static readonly double[] centreSingle = [1.50140935983288209, 0.246640289389409823, -0.00417738975908028089, -0.00125274841645586876, 0.000218346914692787411, -4.95974349518540799e-6, -3.46335616555326035e-6, 4.65428730485104233e-7, 2.32858445078743544e-8, -8.7398309730519993e-9];
    static readonly double[] tailSingle =
    [
        2.97642346164972598, 1.00396778036246295, 0.00676849134291844721, -0.00503465451291279028, 0.00357124559740603222, -0.0023900340832610962,
        0.00122901045017389915, -0.000330113952543923851, -0.0000930886046335153149, 0.000118667398749919366, -0.0000317036339867934563,
    ];

    /// <summary>The inverse of the error function.</summary>
    public static Value ErfInv(Value x)
    {
        Value w = -Ad.Log((1 - x) * (1 + x)), root = Ad.Sqrt(w);
        var ratio = x.DType == DType.F32
            ? Ad.Where(Ad.Less(w, 5), Polynomials.Polynomial(centreSingle, w - 2.5), Polynomials.Polynomial(tailSingle, root - (4.05 + Math.Sqrt(5)) / 2))
            : Ad.Where(Ad.Less(w, 6.25), Polynomials.Polynomial(centre, w - 3.125), Ad.Where(Ad.Less(root, 4), Polynomials.Polynomial(tail, root - 3.25), Polynomials.Polynomial(far, root - 5.05)));
        return x * Ad.Where(Ad.Equal(Ad.Abs(x), 1), double.PositiveInfinity, ratio);
    }

    /// <summary>1 − erf(x).</summary>
    public static Value Erfc(Value x)
    {
        var size = Ad.Abs(x);
        var upper = Upper(size);
        return Ad.Where(Ad.Less(size, 0.5), 1 - Ad.Erf(x), Ad.Where(Ad.Less(x, 0), 2 - upper, upper));
    }

    // As ErrorFunction. x² is the exact square of x rounded to few digits, plus a small rest, whose exponential is its power series.
    static Value Upper(Value x)
    {
        var (digits, terms, beyond) = x.DType == DType.F32 ? (256.0, 14, 11.0) : (2097152.0, ErrorFunction.Scaled.Length, 28.0);
        x = Ad.Minimum(x, beyond);
        Value head = Ad.Round(x * digits) / digits, rest = (x - head) * (x + head), exponential = Ad.OnesLike(x);
        for (int n = 5; n > 0; n--) exponential = 1 - rest / n * exponential;
        return Ad.Exp(-head * head) * exponential * Polynomials.Chebyshev(ErrorFunction.Scaled.AsSpan(0, terms), (x - ErrorFunction.K) / (x + ErrorFunction.K)) / (1 + 2 * x);
    }
}
