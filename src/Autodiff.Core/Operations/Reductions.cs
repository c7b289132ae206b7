using System.Runtime.CompilerServices;

namespace Autodiff;

// What the operations on axes ask of them.
public static partial class Ad
{
    /// <summary>Refuses a reduction without an identity over no elements.</summary>
    static void RefuseEmpty(Value x, Axes axes, [CallerMemberName] string operation = "")
    {
        foreach (int axis in axes)
            if (x.Type.Shape[axis] == 0) throw new AdException($"{operation}: {x.Type} has no elements along axis {axis}, so there is none to choose.", ErrorId.EmptyReduction);
    }

    /// <summary>One axis as a number from 0.</summary>
    /// <exception cref="AdException">Several are given, or it is out of range.</exception>
    static int OneAxis(Axes? axis, int otherwise, int rank, [CallerMemberName] string operation = "")
    {
        if (axis is not { } given) return NormalizeAxis(otherwise, rank, operation);
        if (given.Count != 1) throw new AdException($"{operation}: one axis was expected, not {given}.", ErrorId.InvalidAxis);
        return NormalizeAxis(given[0], rank, operation);
    }

    /// <summary>How many elements are reduced to one.</summary>
    static long Count(Value x, Axes axes) => x.Type.Shape.Select(axes).Size;
}
