namespace Autodiff.Mathematics;

/// <summary>The inverse of the error function.</summary>
static class InverseErrorFunction
{
    // The normal quantile by M. J. Wichura's rational functions, accurate to 1e-16 (Algorithm AS 241, Applied Statistics 37 (1988) 477). The numerators and denominators
    // are for |x| ≤ 0.85, and for the tails up to r = 5 and beyond it.
    static readonly double[] centreAbove =
    [
        3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
        45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
    ];
    static readonly double[] centreBelow =
    [
        1, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077,
        21213.794301586595867, 39307.895800092710610, 28729.085735721942674, 5226.4952788528545610,
    ];
    static readonly double[] tailAbove =
    [
        1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
        1.27045825245236838258, 0.241780725177450611770, 0.0227238449892691845833, 7.74545014278341407640e-4,
    ];
    static readonly double[] tailBelow =
    [
        1, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550,
        0.148103976427480074590, 0.0151986665636164571966, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ];
    static readonly double[] farAbove =
    [
        6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 0.296560571828504891230,
        0.0265321895265761230930, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ];
    static readonly double[] farBelow =
    [
        1, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
    ];

    /// <summary>The y with erf(y) = x: ±∞ at ±1, NaN outside [−1, 1].</summary>
    public static double ErfInv(double x)
    {
        double size = Math.Abs(x);
        if (!(size < 1)) return size == 1 ? x * double.PositiveInfinity : double.NaN;
        double quantile = size <= 0.85
            ? size / 2 * Ratio(centreAbove, centreBelow, 0.180625 - x / 2 * (x / 2))
            : Tail(Math.Sqrt(-Math.Log((1 - size) / 2)));
        return Math.CopySign(quantile * (1 / Math.Sqrt(2)), x);
    }

    static double Tail(double r) => r <= 5 ? Ratio(tailAbove, tailBelow, r - 1.6) : Ratio(farAbove, farBelow, r - 5);

    static double Ratio(double[] above, double[] below, double x) => Series.Polynomial(above, x) / Series.Polynomial(below, x);
}
