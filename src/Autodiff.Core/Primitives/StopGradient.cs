using Autodiff.Families;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>The operand itself, with a gradient of zero (jax.lax.stop_gradient).</summary>
sealed record StopGradient : Elementwise
{
    public override TensorType InferOne(TensorType[] x) => x[0];

    protected override bool Moves => true;

    protected override Tensor Known(Tensor[] x, TensorType y) => x[0];

    protected override void Move<T>(ReadOnlySpan<Tensor> x, Destination y) => x[0].Elements<T>().CopyTo(y.Elements<T>());

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => (this.Bind(x[0]), null);

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => x[0];

    // Passes run after differentiation, so no gradient is left to stop.
    public override Value? Simplify(Value[] x) => x[0];
}

public static partial class Ad
{
    /// <inheritdoc cref="Autodiff.StopGradient"/>
    public static Value StopGradient(Value x)
    {
        Given(x);
        return Instance<StopGradient>.Of.Bind(x);
    }
}
