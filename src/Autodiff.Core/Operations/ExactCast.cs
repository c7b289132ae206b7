using System.Globalization;

namespace Autodiff;

/// <summary>Converts a tensor to a dtype that can represent all its numbers exactly. Unlike Cast it never rounds, saturates or wraps around.</summary>
static class ExactCast
{
    /// <exception cref="AdException">The dtype cannot represent a number; the message gives the number and its position.</exception>
    public static Tensor To(Tensor x, DType dtype)
    {
        if (x.DType == dtype) return x.Retyped(x.Type.Strong);
        for (long i = 0; i < x.Type.Shape.Size; i++)
            if (!dtype.Holds(x.ToDouble(i)))
                throw new AdException($"{Convert.ToString(x.At(i), CultureInfo.InvariantCulture)} (element {i}) cannot be represented as {dtype}. Use {Spell.Name("Ad.Cast")}, which rounds and saturates; integers wrap around.", ErrorId.DoesNotFit);
        return (Tensor)Ad.Cast(x, dtype);
    }
}
