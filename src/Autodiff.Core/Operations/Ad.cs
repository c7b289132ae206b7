using System.Runtime.CompilerServices;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>
/// The operations, as functions of values, such as <c>Ad.Sin(x)</c>. An operation stands beside its primitive in Primitives/, or in this folder if it is composed
/// of others. Broadcasting and promotion happen here, once: the operands of a primitive have equal shapes and dtypes.
/// </summary>
public static partial class Ad
{
    /// <summary>The one instance of a primitive that has no parameters.</summary>
    static class Instance<P> where P : SingleResult, new()
    {
        public static readonly P Of = new();
    }

    /// <summary>Refuses null, which PowerShell passes to a parameter of any type.</summary>
    static void Given(Value? x, [CallerArgumentExpression(nameof(x))] string argument = "", [CallerMemberName] string operation = "")
    {
        if (x is null) throw new AdException($"{operation}: the argument '{argument}' is {Spell.Name("null")}; expected a number, an array of numbers or a tensor.", ErrorId.NullArgument);
    }

    /// <summary>Binds a primitive with one floating operand; integers and booleans become f64.</summary>
    static Value Floating<P>(Value x, [CallerMemberName] string operation = "") where P : SingleResult, new()
    {
        Given(x, nameof(x), operation);
        return Instance<P>.Of.Bind(ToFloat(x));
    }

    /// <summary>Binds a primitive with one numeric operand. Integers stay integers; booleans become i32.</summary>
    static Value Number<P>(Value x, [CallerMemberName] string operation = "") where P : SingleResult, new()
    {
        Given(x, nameof(x), operation);
        return Instance<P>.Of.Bind(Numeric(x));
    }

    /// <summary>Binds a primitive with two numeric operands, broadcast and promoted. Booleans become i32.</summary>
    static Value Arithmetic<P>(Value x, Value y, [CallerMemberName] string operation = "") where P : SingleResult, new()
    {
        Given(x, nameof(x), operation);
        Given(y, nameof(y), operation);
        (x, y) = Match(Numeric(x), Numeric(y), operation);
        return Instance<P>.Of.Bind(x, y);
    }

    /// <summary>Binds a primitive with two floating operands, broadcast and promoted. Integers and booleans become f64.</summary>
    static Value FloatingArithmetic<P>(Value x, Value y, [CallerMemberName] string operation = "") where P : SingleResult, new()
    {
        Given(x, nameof(x), operation);
        Given(y, nameof(y), operation);
        (x, y) = Match(x, y, operation);
        return Instance<P>.Of.Bind(ToFloat(x), ToFloat(y));
    }

    /// <summary>The axes, counted from 0. Default: all axes.</summary>
    /// <exception cref="AdException">An axis is out of range, or is listed twice.</exception>
    static Axes NormalizeAxes(Axes? axes, int rank, [CallerMemberName] string operation = "")
    {
        if (axes is not { } given) return Axes.Range(0, rank);
        var r = Array.ConvertAll(given.ToArray(), a => NormalizeAxis(a, rank, operation));
        return r.Distinct().Count() == r.Length ? new(r) : throw new AdException($"{operation}: the axes {given} name one axis twice.", ErrorId.InvalidAxis);
    }

    /// <summary>The axis, counted from 0.</summary>
    static int NormalizeAxis(int axis, int rank, [CallerMemberName] string operation = "")
    {
        int r = axis < 0 ? axis + rank : axis;
        if (r >= 0 && r < rank) return r;
        throw rank == 0
            ? new AdException($"{operation}: a scalar has no axis {axis}.", ErrorId.InvalidAxis)
            : new AdException($"{operation}: axis {axis} is out of range for a value of rank {rank}; expected -{rank} to {rank - 1}.", ErrorId.InvalidAxis);
    }

    /// <summary>Restores the reduced axes with size 1 if keepDims is true.</summary>
    static Value KeepDims(Value y, Value x, Axes? axes, bool keepDims)
    {
        if (!keepDims) return y;
        var dims = x.Type.Shape.ToArray();
        foreach (int axis in NormalizeAxes(axes, x.Rank)) dims[axis] = 1;
        return Reshape(y, new Shape(dims));
    }
}
