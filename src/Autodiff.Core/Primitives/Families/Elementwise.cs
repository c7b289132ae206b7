using Autodiff.Tracing;

namespace Autodiff.Families;

/// <summary>Works on each element by itself: operands have one shape, which is the result's.</summary>
abstract record Elementwise : SingleResult
{
    public override bool FoldsSplats => true;

    protected override Value BatchOne(Value[] x, bool[] batched, int size) => this.Bind(Batching.Expand(x, batched, size));

    /// <summary>Checks that operands have one shape and dtype; the result is weak where all are.</summary>
    protected TensorType Common(ReadOnlySpan<TensorType> x)
    {
        bool weak = true;
        foreach (var t in x)
        {
            if (t.Shape != x[0].Shape || t.DType != x[0].DType) throw Error($"the operands {string.Join(" and ", x.ToArray())} differ.", ErrorId.ShapeMismatch);
            weak &= t.Weak;
        }
        return x[0] with { Weak = weak };
    }
}
