using Autodiff.Core.Tests.Laws;

namespace Autodiff.Core.Tests.Control;

/// <summary>Functions with custom gradients, beyond the nesting tests.</summary>
public class CustomGradientTests
{
    static readonly Tensor x = Tensor.Of(0.3, -0.8, 1.2);

    // The custom gradient is twice the true one, so that a test can tell which is used.
    static Value Doubled(Value x) => (Value)Ad.CustomGradient(Flow.Body(a => new object?[] { Ad.Sin(a), Ad.Cos(a) }), Flow.Body((r, ct) => 2 * ct * r), x)!;

    [Fact]
    public void Its_own_gradient_is_used_everywhere()
    {
        double[] expected = [.. Numeric.Doubles(x).Select(v => 2 * Math.Cos(v))];
        foreach (var g in (Map[])
        [
            Derivatives.Gradient(v => Ad.Sum(Doubled(v))),
            Derivatives.Traced(Derivatives.Gradient(Derivatives.Traced(v => Ad.Sum(Doubled(v))))),
            v => Derivatives.Call(Function.Of(a => Ad.Sum(Doubled(a))).Gradient(), v),
            Derivatives.Vmap(Derivatives.Gradient(Doubled)),
            Derivatives.Gradient(v => Ad.Sum(Derivatives.Vmap(Doubled)(v))),
            Derivatives.Gradient(v => Ad.Sum(Flow.Checkpoint(Doubled, v))),
            Derivatives.Gradient(v => Ad.Sum(Flow.Repeat(1, Doubled, v))),
            Derivatives.Gradient(v => Ad.Sum(Flow.Cond(true, Doubled, a => a, v))),
        ]) Numeric.Close(Tensor.Of(expected), g(x), 1e-14, "gradient");
        Numeric.Close(Ad.Sin(x), Doubled(x), 0, "value");
        // The second derivative is that of the custom gradient, through its operations on the residuals.
        Numeric.Close(Ad.Sin(x) * -2, Derivatives.Gradient(v => Ad.Sum(Derivatives.Gradient(a => Ad.Sum((Value)Ad.CustomGradient(Flow.Body(b => new object?[] { Ad.Sin(b), b }), Flow.Body((r, ct) => 2 * ct * Ad.Cos(r)), a)!))(v)))(x), 1e-14, "second");
    }

    [Fact]
    public void Null_is_a_zero_cotangent()
    {
        Value F(Value a, Value b) => (Value)Ad.CustomGradient(Flow.Body((p, q) => new object?[] { p * q, q }), Flow.Body((r, ct) => new object?[] { ct * r, null }), a, b)!;
        Assert.Equal([0.0, 0, 0], Numeric.Doubles(Derivatives.Gradient(v => Ad.Sum(F(x, v)))(x)));
        Assert.Equal(Numeric.Doubles(x), Numeric.Doubles(Derivatives.Gradient(v => Ad.Sum(F(v, x)))(x)));
        // No residuals, and no cotangent for the one operand.
        Assert.Equal([0.0, 0, 0], Numeric.Doubles(Derivatives.Gradient(v => Ad.Sum((Value)Ad.CustomGradient(Flow.Body(a => new object?[] { Ad.Sign(a), null }), (Func<object?[], object?>)(_ => null), v)!))(x)));
    }

    [Fact]
    public void Integer_operands_and_results_have_no_gradient()
    {
        Map f = v =>
        {
            var r = (object?[])Ad.CustomGradient(Flow.Body((a, n) => new object?[] { new object?[] { a * Ad.Cast(n, DType.F64), n + 1 }, n }),
                (Func<object?[], object?>)(g => new object?[] { (Value)((object?[])g[1]!)[0]! * Ad.Cast((Value)g[0]!, DType.F64), null }), v, Tensor.Scalar(3))!;
            return Ad.Sum((Value)r[0]!) * Ad.Cast((Value)r[1]!, DType.F64);
        };
        Assert.Equal([12.0, 12, 12], Numeric.Doubles(Derivatives.Gradient(f)(x)));
        Assert.Equal([12.0, 12, 12], Numeric.Doubles(Derivatives.Gradient(Derivatives.Traced(f))(x)));
    }

    [Fact]
    public void A_weak_operand_has_a_strong_gradient()
    {
        var g = Derivatives.Gradient(Doubled)(0.5);
        Assert.Equal(new(DType.F64, default), g.Type);
        Assert.Equal(new(DType.F32, default), Derivatives.Gradient(v => Doubled(v) * Tensor.Scalar(2f))(Tensor.Scalar(0.5f)).Type);
        Assert.Equal(new(DType.F64, default), Derivatives.Call(Function.Of(Doubled).Gradient(), 0.5).Type);
    }

    // Of the operand the gradient is that of the rule, 5 w; of what the bodies use from around them it is the ordinary one.
    static Value Around(Value a, Value w) => (Value)Ad.CustomGradient(Flow.Body(v => new object?[] { v * w, null }), (Func<object?[], object?>)(r => 5 * (Value)r[1]! * w), a)!;

    [Fact]
    public void Bodies_use_values_from_around_them()
    {
        Map f = v => Ad.Sum(Around(v * 2, Ad.Sin(v)));
        var expected = 10 * Ad.Sin(x) + 2 * x * Ad.Cos(x);
        foreach (var g in (Map[])
        [
            Derivatives.Gradient(f), Derivatives.Gradient(Derivatives.Traced(f)), Derivatives.Traced(Derivatives.Gradient(f)), v => Derivatives.Call(Function.Of(a => f(a)).Gradient(), v),
            Derivatives.Vmap(Derivatives.Gradient(f)), Derivatives.Gradient(v => Ad.Sum(Derivatives.Vmap(f)(v))),
            Derivatives.Gradient(v => Flow.Repeat(1, c => c + f(v), 0.0)), Derivatives.Gradient(v => Ad.Sum(Flow.Checkpoint(f.Invoke, v))),
        ]) Numeric.Close(expected, g(x), 1e-14, "gradient");
        Numeric.Close(Ad.Sin(x) * 2 * x, Derivatives.Vmap(f)(x), 1e-14, "value");
        Numeric.Close(12 * Ad.Cos(x) - 2 * x * Ad.Sin(x), Derivatives.Gradient(v => Ad.Sum(Derivatives.Gradient(f)(v)))(x), 1e-14, "second derivative");
        // Mapped over what is around alone, and forward where the operand has no tangent.
        Numeric.Close(Ad.Sin(x) * 2, Derivatives.Vmap(v => Around(Tensor.Scalar(2.0), Ad.Sin(v)))(x), 1e-14, "mapped");
        Numeric.Close(Ad.Cos(x) * 2, Derivatives.Vmap(Derivatives.Forward(v => Around(Tensor.Scalar(2.0), Ad.Sin(v))))(x), 1e-14, "forward");
        Numeric.Close(Ad.Full(new(3), 0.0), Derivatives.Gradient(v => Ad.Sum(Around(x, Ad.StopGradient(v))))(x), 0, "nothing");
    }

    [Fact]
    public void Errors_say_what_was_found_and_what_to_do()
    {
        static Value Of(Func<Value, object?> forward, Func<Value, Value, object?> backward, Value v) => (Value)Ad.CustomGradient(Flow.Body(forward), Flow.Body(backward), v)!;
        const string noForward = "NoForwardMode … CustomGradient: … Gradient … Vjp … Mode Reverse";
        Says.Error(noForward, () => Derivatives.Forward(Doubled)(0.5));
        Says.Error(noForward, () => Function.Of(Doubled).Jvp().Call(0.5, 1.0));
        Says.Error(noForward, () => Derivatives.Forward(v => Flow.Checkpoint(Doubled, v))(0.5));
        Says.Error("StructureMismatch … CustomGradient: the forward body … residuals", () => Of(a => a, (r, ct) => ct, x));
        Says.Error("StructureMismatch … CustomGradient: the backward body … 2 … 1", () => Ad.CustomGradient(Flow.Body((a, b) => new object?[] { a, a }), Flow.Body((r, ct) => ct), x, x));
        Says.Error("StructureMismatch … cotangent 1 has structure", () => Of(a => new object?[] { a, a }, (r, ct) => new object?[] { ct, ct }, x));
        Says.Error("ShapeMismatch … cotangent 1 is f64[] … f64[3]", () => Of(a => new object?[] { a, a }, (r, ct) => Ad.Sum(ct), x));
        Says.Error("NoValue … a residual of CustomGradient", () => Of(a => new object?[] { a, a }, (r, ct) => DynamicAnswers.Truth(Ad.Less(Ad.Sum(r), 0)) ? ct : -ct, x));
        Says.Error("NullArgument … the forward body of CustomGradient is null", () => Ad.CustomGradient(null!, Flow.Body((r, ct) => ct), x));
        Says.Error("NullArgument … the backward body of CustomGradient is null", () => Ad.CustomGradient(Flow.Body(a => new object?[] { a, a }), null!, x));
    }
}
