using System.Runtime.CompilerServices;
using Autodiff.Tracing;

namespace Autodiff;

// What operations on truth values and bits share.
public static partial class Ad
{
    /// <summary>A function of the truth of two operands, broadcast.</summary>
    static Value Logical<P>(Value x, Value y, [CallerMemberName] string operation = "") where P : SingleResult, new()
    {
        Given(x, nameof(x), operation);
        Given(y, nameof(y), operation);
        (x, y) = Match(Truth(x), Truth(y), operation);
        return Instance<P>.Of.Bind(x, y);
    }

    /// <summary>A function of the bits of two operands, broadcast and promoted.</summary>
    static Value Bitwise<P>(Value x, Value y, [CallerMemberName] string operation = "") where P : SingleResult, new()
    {
        Given(x, nameof(x), operation);
        Given(y, nameof(y), operation);
        (x, y) = Match(Bits(x, operation), Bits(y, operation), operation);
        return Instance<P>.Of.Bind(x, y);
    }

    /// <summary>Integers or booleans; floats are refused.</summary>
    static Value Bits(Value x, [CallerMemberName] string operation = "") => !x.Type.IsFloat
        ? x
        : throw new AdException($"{operation}: takes integers or booleans, not {x.Type}: cast it, as in [Ad]::Cast($x, 'i32').", ErrorId.InvalidDType);
}
