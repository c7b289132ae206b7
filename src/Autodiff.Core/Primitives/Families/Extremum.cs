using System.Numerics;
using Autodiff.Tracing;

namespace Autodiff.Families;

/// <summary>The greatest or least element along axes. NaN propagates. Several equal extrema share the tangent evenly.</summary>
/// <param name="Over">The axes.</param>
abstract record Extremum(Axes Over) : Reduction(Over)
{
    public override bool Chooses => true;

    /// <summary>The greater or lesser of two elements; NaN if one of them is.</summary>
    protected abstract T Choose<T>(T x, T y) where T : INumber<T>;

    protected sealed override void ComputeNumbers<T>(ReadOnlySpan<Tensor> x, Destination y) => Reducing.Fold<T, T>(x[0], y, Over, Identity(y.Type.DType).Elements<T>()[0], Choose, r => r);

    // dy = Σ dx·[x = y] / Σ [x = y]. If y is NaN no element equals it, and 0/0 is NaN (jax/_src/lax/lax.py, _reduce_chooser_jvp_rule). The NaN is written explicitly,
    // because XLA turns a product with a converted boolean into a selection, which would give 0.
    public sealed override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx)
    {
        var y = this.Bind(x[0]);
        var type = y.Type.Strong;
        var shape = x[0].Type.Shape;
        var chosen = Ad.Equal(x[0], Spread(y, shape));
        var count = Ad.ReduceSum(Ad.Cast(chosen, type.DType), Over);
        var others = Ad.Where(Ad.Equal(count, 0), Tensor.Full(type, double.NaN), Tensor.Zeros(type));
        var share = Ad.Where(chosen, Spread(Tensor.Ones(type) / count, shape), Spread(others, shape));
        return (y, Ad.ReduceSum(dx[0]! * share, Over));
    }
}
