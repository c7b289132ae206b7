using Autodiff.Graphs;
using Autodiff.Transforms;

namespace Autodiff;

/// <summary>What the transposition rules of primitives with graphs share.</summary>
static class Operands
{
    /// <summary>Which operands are linear.</summary>
    public static Mask Linear(Operand[] x) => new(Array.ConvertAll(x, o => o.IsLinear));

    /// <summary>The values of those that are not.</summary>
    public static Value[] Known(Operand[] x) => [.. x.Where(o => !o.IsLinear).Select(o => o.Value!)];
}
