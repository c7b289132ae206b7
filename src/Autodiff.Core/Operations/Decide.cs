using Autodiff.Tracing.Paths;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>
    /// Whether a value of one element is true, or not 0. During a trace the value of the current call decides, and the decision becomes a condition of the path.
    /// </summary>
    /// <exception cref="AdException">The value does not have exactly one element.</exception>
    internal static bool Decide(Value x) => x.Size == 1
        ? Conditions.Decide(Truth(x))
        : throw new AdException($"the truth of a tensor of shape {x.Type.Shape} is not defined: use {Spell.Name("Ad.Any")} or {Spell.Name("Ad.All")}.", ErrorId.AmbiguousTruth);
}
