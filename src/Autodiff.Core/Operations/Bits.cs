using System.Runtime.CompilerServices;
using Autodiff.Tracing;

namespace Autodiff;

// Shared by the logical and the bitwise operations.
public static partial class Ad
{
    /// <summary>Binds a logical primitive. The operands are broadcast; a number is true if it is not 0.</summary>
    static Value Logical<P>(Value x, Value y, [CallerMemberName] string operation = "") where P : SingleResult, new()
    {
        Given(x, nameof(x), operation);
        Given(y, nameof(y), operation);
        (x, y) = Match(Truth(x), Truth(y), operation);
        return Instance<P>.Of.Bind(x, y);
    }

    /// <summary>Binds a bitwise primitive. The operands are integers or booleans, broadcast and promoted.</summary>
    static Value Bitwise<P>(Value x, Value y, [CallerMemberName] string operation = "") where P : SingleResult, new()
    {
        Given(x, nameof(x), operation);
        Given(y, nameof(y), operation);
        (x, y) = Match(Bits(x, operation), Bits(y, operation), operation);
        return Instance<P>.Of.Bind(x, y);
    }

    /// <summary>The value if it holds integers or booleans. Floats are refused.</summary>
    static Value Bits(Value x, [CallerMemberName] string operation = "") => !x.Type.IsFloat
        ? x
        : throw new AdException($"{operation}: an operand is {x.Type}; expected integers or booleans. Cast it, as in {Spell.Name("Ad.Cast", "x", "'i32'")}.", ErrorId.InvalidDType);
}
