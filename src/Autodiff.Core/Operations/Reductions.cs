using System.Runtime.CompilerServices;

namespace Autodiff;

// Checks of axes, shared by the operations that take them.
public static partial class Ad
{
    /// <summary>Refuses a reduction over no elements, for an operation that has no identity.</summary>
    static void RefuseEmpty(Value x, Axes axes, [CallerMemberName] string operation = "")
    {
        foreach (int axis in axes)
            if (x.Type.Shape[axis] == 0) throw new AdException($"{operation}: x is {x.Type}, which has no elements along axis {axis}.", ErrorId.EmptyReduction);
    }

    /// <summary>The one axis given, counted from 0, or a default.</summary>
    /// <exception cref="AdException">More than one axis is given, or the axis is out of range.</exception>
    static int OneAxis(Axes? axis, int otherwise, int rank, [CallerMemberName] string operation = "")
    {
        if (axis is not { } given) return NormalizeAxis(otherwise, rank, operation);
        if (given.Count != 1) throw new AdException($"{operation}: the axes are {given}; expected one axis.", ErrorId.InvalidAxis);
        return NormalizeAxis(given[0], rank, operation);
    }

    /// <summary>The number of elements that are reduced to one.</summary>
    static long Count(Value x, Axes axes) => x.Type.Shape.Select(axes).Size;
}
