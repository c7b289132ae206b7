using System.Globalization;

namespace Autodiff;

/// <summary>Gives a tensor a dtype that its numbers fit: unlike [Ad]::Cast it does not round 1.5 to an integer, nor saturate, nor wrap around.</summary>
static class ExactCast
{
    /// <exception cref="AdException">A number does not fit; the message names it and its place.</exception>
    public static Tensor To(Tensor x, DType dtype, string what)
    {
        if (x.DType == dtype) return x.Retyped(x.Type.Strong);
        for (long i = 0; i < x.Type.Shape.Size; i++)
            if (!Fits(x.Number(i), dtype))
                throw new AdException($"{what}: {Convert.ToString(x.At(i), CultureInfo.InvariantCulture)} (element {i}) is no {dtype}. [Ad]::Cast rounds and saturates; integers wrap around.", ErrorId.DoesNotFit);
        return (Tensor)Ad.Cast(x, dtype);
    }

    static bool Fits(double x, DType dtype) => dtype.Code switch
    {
        TypeCode.Boolean => x is 0 or 1,
        TypeCode.Int32 => double.IsInteger(x) && x is >= int.MinValue and <= int.MaxValue,
        TypeCode.UInt32 => double.IsInteger(x) && x is >= 0 and <= uint.MaxValue,
        TypeCode.Int64 => double.IsInteger(x) && x is >= long.MinValue and < -(double)long.MinValue,
        TypeCode.Single => !double.IsFinite(x) || float.IsFinite((float)x),
        _ => true,
    };
}
