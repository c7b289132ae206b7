using System.Linq.Expressions;
using Autodiff.Tracing;
using Autodiff.Tracing.Paths;

namespace Autodiff;

/// <summary>
/// Arithmetic of single numbers in a trace follows PowerShell. [float] goes on as [double]. [int] and [long] go on as [double] where a sum or product overflows; that it does
/// not is a condition of the path, and so is that an integer divisor is not 0. Where a condition has no answer, as in the body of a loop, integers wrap as JAX's do.
/// </summary>
static class SingleNumbers
{
    const double LongLimit = 9223372036854775808.0;

    /// <summary>Whether a value is a single number of PowerShell's whose arithmetic differs from that of tensors.</summary>
    public static bool IsOne(Value x) => x.Rank == 0 && x.Type.Weak && x.DType != DType.F64;

    /// <summary>The result of an operator.</summary>
    public static Value Apply(ExpressionType operation, Func<Value, Value, Value> apply, Value x, Value y)
    {
        if (x.Rank > 0 || y.Rank > 0 || !x.Type.Weak || !y.Type.Weak || x is Tensor && y is Tensor || Trace.Current is EvaluationTrace) return apply(x, y);
        if (x.DType == DType.F32 || y.DType == DType.F32) return apply(Float(x), Float(y));
        if (!x.DType.IsInteger || !y.DType.IsInteger) return apply(x, y);
        (x, y) = Ad.Match(Signed(x), Signed(y));
        switch (operation)
        {
            case ExpressionType.Add or ExpressionType.Subtract or ExpressionType.Multiply:
                var result = apply(x, y);
                return Holds(Fits(operation, apply, x, y, result)) ? result : apply(Float(x), Float(y));
            case ExpressionType.Divide or ExpressionType.Modulo when !Holds(Ad.NotEqual(y, 0)):
                throw new DivideByZeroException();
            default:
                return apply(x, y);
        }
    }

    /// <summary>The operands of <c>-band</c> and its like as PowerShell has them: a single boolean is the integer 0 or 1, and the count of a shift is taken modulo the width.</summary>
    public static (Value X, Value Y) Bits(ExpressionType operation, Value x, Value y)
    {
        (x, y) = (One(x), One(y));
        if (operation is not (ExpressionType.LeftShift or ExpressionType.RightShift) || !IsOne(x) || y.Rank > 0) return (x, y);
        return (x, Ad.Cast(Ad.BitwiseAnd(y, x.DType == DType.I64 ? 63 : 31), x.DType, true));

        static Value One(Value v) => v.Rank == 0 && v.DType == DType.Bool ? Ad.Cast(v, DType.I32, true) : v;
    }

    /// <summary>Whether a traced value is within a range, in the current call. It becomes a condition of the path.</summary>
    public static bool IsWithin(Value x, double least, double greatest)
    {
        if (x is Tensor || Trace.Current is EvaluationTrace || x.DType.IsInteger && x.DType.Least >= least && x.DType.Greatest <= greatest) return true;
        // The greatest [long], as a double, is out of its range.
        var below = greatest == LongLimit ? Ad.Less(x, greatest) : Ad.LessEqual(x, greatest);
        return Holds(Ad.All(Ad.LogicalAnd(Ad.GreaterEqual(x, least), below)));
    }

    static Value Fits(ExpressionType operation, Func<Value, Value, Value> apply, Value x, Value y, Value result) => x.DType == DType.I32
        ? Ad.Equal(Ad.Cast(result, DType.I64), apply(Ad.Cast(x, DType.I64), Ad.Cast(y, DType.I64)))
        : operation switch
        {
            ExpressionType.Add => Ad.Equal(Ad.GreaterEqual(y, 0), Ad.GreaterEqual(result, x)),
            ExpressionType.Subtract => Ad.Equal(Ad.GreaterEqual(y, 0), Ad.LessEqual(result, x)),
            _ => Ad.Less(Ad.Abs(apply(Float(x), Float(y))), LongLimit),
        };

    static bool Holds(Value fits) => !Conditions.IsKnown(fits) || Conditions.Decide(fits);

    static Value Float(Value x) => Ad.Cast(x, DType.F64, true);

    static Value Signed(Value x) => x.DType == DType.U32 ? Ad.Cast(x, DType.I64, true) : x;
}
