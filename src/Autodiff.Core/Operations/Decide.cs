using Autodiff.Tracing.Paths;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>The truth of a value: of a boolean, or of a number that is not 0. While a function is traced it is that of this call, and becomes a condition of the path.</summary>
    /// <exception cref="AdException">There is not exactly one element.</exception>
    internal static bool Decide(Value x) => x.Size == 1
        ? Conditions.Decide(Truth(x))
        : throw new AdException($"the truth of a tensor of shape {x.Type.Shape} is not defined: use [Ad]::Any or [Ad]::All.", ErrorId.AmbiguousTruth);
}
