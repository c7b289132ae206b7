using Autodiff.Tracing;
using static Autodiff.Core.Tests.Laws.Domain;
using static Autodiff.Core.Tests.Laws.Row;

namespace Autodiff.Core.Tests.Laws;

/// <summary>Elementwise functions of one number.</summary>
static class UnaryRows
{
    const double Inf = double.PositiveInfinity, NaN = double.NaN;

    /// <summary>Numbers that are not close to integers, and numbers that are not close to 0.</summary>
    static readonly Domain Broken = In((-1.9, -1.1), (-0.9, -0.1), (0.1, 0.9), (1.1, 1.9)), Kinked = In((-3, -0.1), (0.1, 3));

    public static IEnumerable<Row> All =>
    [
        Of(Ad.Negate, In(-3, 3), x => -x, dtypes: [DType.I32, DType.I64, DType.F32, DType.F64], edges: [(0.0, -0.0, -1), (-0.0, 0, -1), (Inf, -Inf, -1)]),
        Of(Ad.Sin, In(-3, 3), Math.Sin, edges: [(-0.0, -0.0, 1), (Inf, NaN, NaN)]),
        Of(Ad.Cos, In(-3, 3), Math.Cos, edges: [(0, 1, 0), (Inf, NaN, NaN)]),
        Of(Ad.Truncate, In((-2.9, -2.1), (-0.9, -0.1), (0.1, 0.9), (1.1, 1.9)), Math.Truncate, dtypes: Numbers, edges: [(-0.5, -0.0, 0), (2, 2, 0), (-Inf, -Inf, 0)]),
        Of(Ad.Floor, Broken, Math.Floor, dtypes: Numbers, edges: [(-0.5, -1, 0), (-0.0, -0.0, 0), (NaN, NaN, 0)]),
        Of(Ad.Ceiling, Broken, Math.Ceiling, dtypes: Numbers, edges: [(-0.5, -0.0, 0), (0.5, 1, 0), (NaN, NaN, 0)]),
        Of(Ad.Round, In((-1.4, -0.6), (-0.4, 0.4), (0.6, 1.4)), Math.Round, dtypes: Numbers, edges: [(0.5, 0, 0), (1.5, 2, 0), (-2.5, -2, 0), (-0.5, -0.0, 0), (Inf, Inf, 0)]),
        Of(Ad.Abs, Kinked, Math.Abs, dtypes: Numbers, edges: [(0, 0, 0), (-0.0, 0, 0), (-Inf, Inf, -1), (NaN, NaN, NaN)]),
        Of(Ad.Sign, Kinked, x => Math.Sign(x), dtypes: Numbers, edges: [(0, 0, 0), (-0.0, -0.0, 0), (-Inf, -1, 0), (NaN, NaN, 0)]),
        Of(Ad.Relu, Kinked, x => Math.Max(x, 0), dtypes: Numbers, edges: [(0, 0, 0), (1e-40, 1e-40, 1), (-1e-40, 0, 0), (NaN, NaN, 0), (Inf, Inf, 1)]),
        Of(Ad.Square, In(-3, 3), x => x * x, dtypes: Numbers, edges: [(0, 0, 0), (-Inf, Inf, -Inf)]),
        Of(Ad.Reciprocal, In((-3, -0.5), (0.5, 3)), x => 1 / x, edges: [(0, Inf, -Inf), (-0.0, -Inf, -Inf), (Inf, 0, 0)]),
        Of(Ad.Exp, In(-3, 3), Math.Exp, edges: [(1000, Inf, Inf), (-Inf, 0, 0), (0, 1, 1)]),
        Of(Ad.Expm1, In(-3, 3), x => Math.Exp(x) - 1, edges: [(-0.0, -0.0, 1), (1e-13, 1e-13, 1), (-Inf, -1, 0), (Inf, Inf, Inf)]),
        Of(Ad.Log, In(0.3, 3), Math.Log, edges: [(0, -Inf, Inf), (-0.0, -Inf, -Inf), (-1, NaN, -1), (Inf, Inf, 0), (1, 0, 1)]),
        Of(Ad.Log1p, In(-0.7, 3), x => Math.Log(1 + x), edges: [(-1, -Inf, Inf), (-2, NaN, -1), (-0.0, -0.0, 1), (1e-13, 1e-13, 1), (Inf, Inf, 0)]),
        Of(Ad.Sqrt, In(0.3, 3), Math.Sqrt, edges: [(0, 0, Inf), (-0.0, -0.0, -Inf), (-1, NaN, NaN), (Inf, Inf, 0)]),
        Of(Ad.Rsqrt, In(0.3, 3), x => 1 / Math.Sqrt(x), edges: [(0, Inf, -Inf), (-1, NaN, NaN), (Inf, 0, 0)]),
        Of(Ad.Tan, In(-1.2, 1.2), Math.Tan, edges: [(-0.0, -0.0, 1), (Inf, NaN, NaN)]),
        Of(Ad.Tanh, In(-3, 3), Math.Tanh, edges: [(-0.0, -0.0, 1), (1e-30, 1e-30, 1), (1000, 1, 0), (-Inf, -1, 0)]),
        Of(Ad.Sigmoid, In(-3, 3), x => 1 / (1 + Math.Exp(-x)), edges: [(1000, 1, 0), (-1000, 0, 0), (Inf, 1, 0), (NaN, NaN, NaN)]),
        Of(Ad.Softplus, In(-3, 3), x => Math.Log(1 + Math.Exp(x)), edges: [(1000, 1000, 1), (-1000, 0, 0), (Inf, Inf, 1), (-Inf, 0, 0), (0, 0.69314718055994531, 0.5)]),
        Of(Ad.Silu, In(-3, 3), x => x / (1 + Math.Exp(-x)), edges: [(-0.0, -0.0, 0.5), (1000, 1000, 1), (-1000, -0.0, 0)]),
        Of(Ad.Erf, In(-3, 3), edges: [(-0.0, -0.0, 1.1283791670955126), (30, 1, 0), (-Inf, -1, 0), (0.5, 0.52049987781304654, 0.87878257893544479), (NaN, NaN, NaN)]),
        Of(Ad.ErfInv, In(-0.9, 0.9), edges: [(0, 0, 0.88622692545275801), (1, Inf, Inf), (-1, -Inf, Inf), (1.5, NaN, NaN), (0.5, 0.47693627620446987, 1.1125848189719496)]),
        Of(Ad.IsFinite, Kinked, dtypes: Row.All, order: 0, edges: [(Inf, 0, 0), (NaN, 0, 0), (1, 1, 0)]),
        Of(Ad.IsNaN, Kinked, dtypes: Row.All, order: 0, edges: [(Inf, 0, 0), (NaN, 1, 0), (1, 0, 0)]),
        Of(Ad.IsInfinity, Kinked, dtypes: Row.All, order: 0, edges: [(-Inf, 1, 0), (NaN, 0, 0), (1, 0, 0)]),
        Of(Ad.LogicalNot, Ties, dtypes: Row.All, order: 1),
        Of(Ad.BitwiseNot, In(-9, 9), dtypes: [DType.Bool, .. Whole], order: 0),
        Of(Ad.Exp2, In(-3, 3), x => Math.Pow(2, x), edges: [(3, 8, 5.5451774444795625), (2000, Inf, Inf), (-Inf, 0, 0)]),
        Of(Ad.Log2, In(0.3, 3), Math.Log2, edges: [(0, -Inf, Inf), (8, 3, 0.18033688011112043), (-1, NaN, -1.4426950408889634)]),
        Of(Ad.Log10, In(0.3, 3), Math.Log10, edges: [(0, -Inf, Inf), (1000, 3, 4.3429448190325182e-4), (-1, NaN, -0.43429448190325182)]),
        Of(Ad.Cbrt, In((-3, -0.3), (0.3, 3)), Math.Cbrt, edges: [(0, 0, Inf), (-0.0, -0.0, Inf), (-8, -2, 1.0 / 12), (-Inf, -Inf, 0)]),
        Of(Ad.Asin, In(-0.8, 0.8), Math.Asin, edges: [(1, Math.PI / 2, Inf), (-1, -Math.PI / 2, Inf), (1.1, NaN, NaN), (-0.0, -0.0, 1)]),
        Of(Ad.Acos, In(-0.8, 0.8), Math.Acos, edges: [(1, 0, -Inf), (-1, Math.PI, -Inf), (-1.1, NaN, NaN)]),
        Of(Ad.Atan, In(-3, 3), Math.Atan, edges: [(Inf, Math.PI / 2, 0), (-0.0, -0.0, 1)]),
        Of(Ad.Sinh, In(-3, 3), Math.Sinh, edges: [(-0.0, -0.0, 1), (1e-13, 1e-13, 1), (-1000, -Inf, Inf)]),
        Of(Ad.Cosh, In(-3, 3), Math.Cosh, edges: [(0, 1, 0), (-1000, Inf, -Inf)]),
        Of(Ad.Asinh, In(-3, 3), Math.Asinh, edges: [(-0.0, -0.0, 1), (-1e30, -69.77069997038132, 1e-30), (Inf, Inf, 0)]),
        Of(Ad.Acosh, In(1.3, 4), Math.Acosh, edges: [(1, 0, Inf), (0.9, NaN, NaN), (Inf, Inf, 0)]),
        Of(Ad.Atanh, In(-0.8, 0.8), Math.Atanh, edges: [(1, Inf, Inf), (-1, -Inf, Inf), (2, NaN, -1.0 / 3), (-0.0, -0.0, 1)]),
        Of(Ad.LogSigmoid, In(-3, 3), x => -Math.Log(1 + Math.Exp(-x)), edges: [(-1000, -1000, 1), (1000, -0.0, 0), (-Inf, -Inf, 1), (0, -0.69314718055994531, 0.5)]),
        Of(x => Ad.LeakyRelu(x), Kinked, x => x < 0 ? 0.01 * x : x, edges: [(0, 0, 1), (-0.0, -0.0, 1), (-2, -0.02, 0.01), (NaN, NaN, 0.01)]),
        Of((x, a) => Ad.LeakyRelu(x, a), Kinked, In(-1, 1), (x, a) => x < 0 ? a * x : x),
        Of(x => Ad.Elu(x), Kinked, x => x > 0 ? x : Math.Exp(x) - 1, edges: [(0, 0, 1), (-0.0, -0.0, 1), (1000, 1000, 1), (-1000, -1, 0), (Inf, Inf, 1)]),
        Of((x, a) => Ad.Elu(x, a), Kinked, In(-1, 1), (x, a) => x > 0 ? x : a * (Math.Exp(x) - 1)),
        Of(Ad.Selu, Kinked, edges: [(0, 0, 1.7580993408473766), (1, 1.0507009873554805, 1.0507009873554805), (-1000, -1.7580993408473766, 0)]),
        Of(Ad.Gelu, In(-3, 3), edges: [(0, 0, 0.5), (1, 0.84134474606854295, 1.0833154705876864), (40, 40, 1), (-40, -0.0, 0)]),
        Of(Ad.Erfc, In(-3, 3), edges: [(0, 1, -1.1283791670955126), (Inf, 0, 0), (-Inf, 2, 0), (5, 1.5374597944280349e-12, -1.5670866531017336e-11)]),
        Of(Ad.LogGamma, In((-2.9, -2.1), (-0.9, -0.1), (0.2, 4)), edges: [(0, Inf, -Inf), (-2, Inf, NaN), (Inf, Inf, Inf), (-Inf, Inf, NaN), (1, 0, -0.57721566490153286), (2, 0, 0.42278433509846714)]),
        Of(Ad.Digamma, In((-2.9, -2.1), (-0.9, -0.1), (0.2, 4)), loose: 10, edges: [(0, -Inf, Inf), (-0.0, Inf, Inf), (-3, NaN, Inf), (Inf, Inf, 0), (1, -0.57721566490153286, 1.6449340668482264)]),
        Of(x => new Polygamma(1).Bind(x), In((-1.8, -1.2), (0.3, 4)), loose: 100, edges: [(0, Inf, -Inf), (1, 1.6449340668482264, -2.4041138063191886)]),
        Of(x => new Polygamma(2).Bind(x), In((-1.7, -1.3), (0.5, 4)), loose: 1000, edges: [(0, -Inf, Inf), (-0.0, Inf, Inf), (1, -2.4041138063191886, 6.4939394022668291)]),
        Of(x => x * Ad.Sqrt(x), In(0.3, 3), edges: [(0, 0, NaN)]),
        Of(x => Ad.Sqrt(x * x), In(0.3, 3), edges: [(0, 0, NaN)]),
        Of(x => x / x, In(0.3, 3), edges: [(0, NaN, NaN)]),
        Of(x => Ad.Log(Ad.Sigmoid(x)), In(-3, 3), edges: [(-1000, -Inf, NaN)]),
    ];
}
