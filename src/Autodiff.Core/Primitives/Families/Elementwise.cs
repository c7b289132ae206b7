using Autodiff.Tracing;

namespace Autodiff.Families;

/// <summary>A primitive that works on each element by itself. The operands have one shape, which is that of the result.</summary>
abstract record Elementwise : SingleResult
{
    public override bool FoldsSplats => true;

    // The results of splats are all equal.
    protected override long Stored(Tensor[] x, TensorType y) => Array.TrueForAll(x, v => v.IsSplat) ? 1 : y.Shape.Size;

    protected override Value BatchOne(Value[] x, bool[] batched, int size) => this.Bind(Batching.Expand(x, batched, size));

    /// <summary>The common type of the operands, which must have one shape and dtype. It is weak if all operands are.</summary>
    protected TensorType Common(ReadOnlySpan<TensorType> x)
    {
        bool weak = true;
        foreach (var t in x)
        {
            if (t.Shape != x[0].Shape || t.DType != x[0].DType) throw Error($"the operands {string.Join(" and ", x.ToArray())} must have the same type.", ErrorId.ShapeMismatch);
            weak &= t.Weak;
        }
        return x[0] with { Weak = weak };
    }
}
