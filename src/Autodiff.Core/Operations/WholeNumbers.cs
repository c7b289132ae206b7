using System.Linq.Expressions;
using Autodiff.Tracing;
using Autodiff.Tracing.Paths;

namespace Autodiff;

/// <summary>
/// Single [int] and [long] numbers in a trace. Where a sum or product overflows it goes on as a [double], as in PowerShell. That it does not is a condition of the path.
/// Where a condition has no answer, as in the body of a loop, it wraps as JAX's integers do.
/// </summary>
static class WholeNumbers
{
    const double LongLimit = 9223372036854775808.0;

    /// <summary>Whether a value is a single [int] or [long] of PowerShell's.</summary>
    public static bool IsOne(Value x) => x.Rank == 0 && x.Type.Weak && (x.DType == DType.I32 || x.DType == DType.I64);

    /// <summary>Whether the result for these operands may overflow and is not yet known.</summary>
    public static bool MayOverflow(ExpressionType operation, Value x, Value y) =>
        operation is ExpressionType.Add or ExpressionType.Subtract or ExpressionType.Multiply && IsOne(x) && IsOne(y) && (x is not Tensor || y is not Tensor) && Trace.Current is not EvaluationTrace;

    /// <summary>The result of an operation that may overflow.</summary>
    public static Value Apply(ExpressionType operation, Func<Value, Value, Value> apply, Value x, Value y)
    {
        (x, y) = Ad.Match(x, y);
        var result = apply(x, y);
        var fits = x.DType == DType.I32
            ? Ad.Equal(Ad.Cast(result, DType.I64), apply(Ad.Cast(x, DType.I64), Ad.Cast(y, DType.I64)))
            : operation switch
            {
                ExpressionType.Add => Ad.Equal(Ad.GreaterEqual(y, 0), Ad.GreaterEqual(result, x)),
                ExpressionType.Subtract => Ad.Equal(Ad.GreaterEqual(y, 0), Ad.LessEqual(result, x)),
                _ => Ad.Less(Ad.Abs(apply(Float(x), Float(y))), LongLimit),
            };
        return Holds(fits) ? result : apply(Float(x), Float(y));
    }

    /// <summary>The operands of <c>-band</c> and its like as PowerShell has them: a single boolean is the integer 0 or 1, and the count of a shift is taken modulo the width.</summary>
    public static (Value X, Value Y) Bits(ExpressionType operation, Value x, Value y)
    {
        (x, y) = (One(x), One(y));
        if (operation is not (ExpressionType.LeftShift or ExpressionType.RightShift) || !IsOne(x) || y.Rank > 0) return (x, y);
        return (x, Ad.Cast(Ad.BitwiseAnd(y, x.DType == DType.I64 ? 63 : 31), x.DType, true));

        static Value One(Value v) => v.Rank == 0 && v.DType == DType.Bool ? Ad.Cast(v, DType.I32, true) : v;
    }

    /// <summary>Refuses a single number that is outside the range of an integer type, as PowerShell's casts do.</summary>
    /// <param name="x">The number, rounded.</param>
    /// <param name="dtype">The type, i32 or i64.</param>
    public static void Require(Value x, DType dtype)
    {
        if (x is Tensor || x.Rank > 0 || Trace.Current is EvaluationTrace || (dtype != DType.I32 && dtype != DType.I64)) return;
        var fits = x.Type.IsFloat && dtype == DType.I64
            ? Ad.LogicalAnd(Ad.GreaterEqual(x, -LongLimit), Ad.Less(x, LongLimit))
            : Ad.LogicalAnd(Ad.GreaterEqual(x, (double)int.MinValue), Ad.LessEqual(x, (double)int.MaxValue));
        if (!Holds(fits)) throw new AdException($"[{(dtype == DType.I32 ? "int" : "long")}]: {Conditions.Concrete(x)} is out of range.", ErrorId.DoesNotFit);
    }

    static bool Holds(Value fits) => !Conditions.IsKnown(fits) || Conditions.Decide(fits);

    static Value Float(Value x) => Ad.Cast(x, DType.F64, true);
}
