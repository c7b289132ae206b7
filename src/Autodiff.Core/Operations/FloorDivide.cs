namespace Autodiff;

public static partial class Ad
{
    /// <summary>The quotient x / y, rounded down to an integer (jnp.floor_divide). Integers stay integers. The derivative is 0.</summary>
    /// <remarks>The operands are broadcast and promoted; booleans become i32. An integer divided by 0 is −1 for x = 0, else −2; a u32 is 4294967295, as in JAX.</remarks>
    public static Value FloorDivide(Value x, Value y)
    {
        Given(x);
        Given(y);
        (x, y) = Match(Numeric(x), Numeric(y));
        var remainder = Remainder(x, y);
        if (x.DType == DType.U32) return Quotient(x, y);
        if (x.DType.IsInteger)
        {
            var quotient = Quotient(x, y);
            return quotient - Where(LogicalAnd(NotEqual(Sign(x), Sign(y)), NotEqual(remainder, 0)), 1, 0);
        }
        // As in Python's float_divmod: the remainder is subtracted first, so that the quotient is an integer except for rounding.
        var whole = Where(Equal(y, 0), x, x - remainder) / y;
        return Round(Where(LogicalAnd(NotEqual(remainder, 0), NotEqual(Sign(remainder), Sign(y))), whole - 1, whole));
    }

    /// <summary>The remainder of floor division, with the sign of the divisor (jnp.mod). Integers stay integers.</summary>
    /// <remarks>The operands are broadcast and promoted; booleans become i32. An integer modulo 0 is 0, as in JAX.</remarks>
    public static Value Mod(Value x, Value y)
    {
        Given(x);
        Given(y);
        (x, y) = Match(Numeric(x), Numeric(y));
        if (y.DType.IsInteger) y = Where(Equal(y, 0), 1, y);
        var remainder = Remainder(x, y);
        var otherSign = NotEqual(Less(remainder, 0), Less(y, 0));
        return Where(LogicalAnd(otherSign, NotEqual(remainder, 0)), remainder + y, remainder);
    }

    /// <summary>The quotient of integers, rounded towards zero.</summary>
    static Value Quotient(Value x, Value y) => Tracing.Binding.Bind(Instance<Divide>.Of, x, y);
}
