using Autodiff.StableHlo;


namespace Autodiff.Families;

/// <summary>What reductions over axes share.</summary>
static class Reducing
{
    /// <summary>Strides by which a walk over the operand's shape visits the elements of the result: 0 along reduced axes.</summary>
    public static int[] Strides(Shape operand, Axes over)
    {
        var kept = over.Complement(operand.Rank);
        var to = operand.Select(kept).Strides();
        var r = new int[operand.Rank];
        for (int i = 0; i < kept.Count; i++) r[kept[i]] = to[i];
        return r;
    }

    /// <summary>StableHLO's reduce by one operation.</summary>
    public static HloValue Lower(Hlo hlo, HloValue x, TensorType y, Axes over, string operation, Tensor initial) =>
        hlo.Op("stablehlo.reduce", [y], [x, hlo.Constant(initial)], $"dimensions = {Hlo.I64(over)}", () => hlo.Combiner(operation, y.DType))[0];
}
