namespace Autodiff;

public static partial class Ad
{
    /// <summary>The greatest integer that is not above x/y, element by element (jnp.floor_divide). Integers stay integers. Its derivative is 0.</summary>
    /// <remarks>Operands are broadcast and promoted; booleans count as i32. By the integer 0 it is -1, less 1 for x ≠ 0; of u32 all ones: as JAX has it.</remarks>
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
        // Python's float_divmod: what remains is taken off first, so that the quotient is whole but for its rounding.
        var whole = Where(Equal(y, 0), x, x - remainder) / y;
        return Round(Where(LogicalAnd(NotEqual(remainder, 0), NotEqual(Sign(remainder), Sign(y))), whole - 1, whole));
    }

    /// <summary>What floor division leaves, with the sign of the divisor (jnp.mod). Integers stay integers.</summary>
    /// <remarks>Operands are broadcast and promoted; booleans count as i32. By the integer 0 it is 0, as JAX has it.</remarks>
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

    /// <summary>The quotient of integers, without its fraction.</summary>
    static Value Quotient(Value x, Value y) => Tracing.Binding.Bind(Instance<Divide>.Of, x, y);
}
