using Autodiff.Graphs;
using Autodiff.Transforms;

namespace Autodiff;

/// <summary>Shared by the transposition rules of primitives that hold graphs.</summary>
static class Operands
{
    /// <summary>The linear operands.</summary>
    public static Mask Linear(Operand[] x) => new(Array.ConvertAll(x, o => o.IsLinear));

    /// <summary>The values of the operands that are not linear.</summary>
    public static Value[] Known(Operand[] x) => [.. x.Where(o => !o.IsLinear).Select(o => o.Known)];
}
