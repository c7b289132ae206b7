using Autodiff.Core.Tests.Laws;

namespace Autodiff.Core.Tests.Control;

/// <summary>Functions with a custom rule of tangents.</summary>
public class CustomJvpTests
{
    static readonly Tensor x = Tensor.Of(0.3, -0.8, 1.2);

    // The custom derivative is twice the true one, so that a test can tell which is used.
    static Value Doubled(Value x) => (Value)Ad.CustomJvp((Func<Value, Value>)Ad.Sin, Flow.Body((v, dv) => new object?[] { Ad.Sin(v), 2 * Ad.Cos(v) * dv }), x)!;

    static void Both(Tensor expected, Map f)
    {
        foreach (var g in (Map[])
        [
            Derivatives.Gradient(v => Ad.Sum(f(v))), Derivatives.Vmap(Derivatives.Gradient(f)), Derivatives.Vmap(Derivatives.Forward(f)), v => Ad.Diagonal(Derivatives.Forward(f)(v)),
            Derivatives.Traced(Derivatives.Gradient(Derivatives.Traced(v => Ad.Sum(f(v))))),
            v => Derivatives.Call(Function.Of(a => Ad.Sum(f(a))).Gradient(), v),
            v => Derivatives.Call(Function.Of(a => Ad.Sum(f(a))).Gradient(new GradientOptions { Mode = DifferentiationMode.Forward }), v),
            Derivatives.Gradient(v => Ad.Sum(Derivatives.Vmap(f)(v))),
            Derivatives.Gradient(v => Ad.Sum(Flow.Checkpoint(f.Invoke, v))),
            Derivatives.Gradient(v => Ad.Sum(Flow.Repeat(1, c => f(c), v))),
            Derivatives.Gradient(v => Ad.Sum(Flow.Cond(true, f.Invoke, a => a, v))),
        ]) Numeric.Close(expected, g(x), 1e-14, "derivative");
    }

    [Fact]
    public void Its_rule_serves_both_modes()
    {
        Both((Tensor)(2 * Ad.Cos(x)), Doubled);
        Numeric.Close(Ad.Sin(x), Doubled(x), 0, "value");
        Numeric.Close(Ad.Sin(x), Derivatives.Vmap(Derivatives.Traced(Doubled))(x), 0, "value");
        // The second derivative is that of the rule.
        Numeric.Close(-2 * Ad.Sin(x), Derivatives.Gradient(v => Ad.Sum(Derivatives.Gradient(a => Ad.Sum(Doubled(a)))(v)))(x), 1e-14, "second");
        Numeric.Close(-2 * Ad.Sin(x), Derivatives.Vmap(Derivatives.Forward(Derivatives.Gradient(Doubled)))(x), 1e-14, "second");
    }

    [Fact]
    public void Operands_are_trees_and_several_and_what_has_no_tangent_gets_zero()
    {
        // log(1 + eˣ) with a rule, and an integer beside it that has no tangent.
        static object?[] F(Value a, Value n) => (object?[])Ad.CustomJvp(Flow.Body((p, k) => new object?[] { p * Ad.Cast(k, DType.F64), k }),
            (Func<object?[], object?>)(r => new object?[] { new object?[] { (Value)r[0]! * Ad.Cast((Value)r[1]!, DType.F64), r[1] }, new object?[] { 7 * (Value)r[2]!, r[3] } }), a, n)!;
        Both(Tensor.Of(21.0, 21, 21), v => (Value)F(v, Tensor.Scalar(3))[0]! * Ad.Cast((Value)F(v, Tensor.Scalar(3))[1]!, DType.F64));
        static Value Product(Value a, Value b) => (Value)Ad.CustomJvp((Func<Value, Value, Value>)((p, q) => p * q),
            (Func<object?[], object?>)(r => new object?[] { (Value)r[0]! * (Value)r[1]!, (Value)r[2]! * (Value)r[1]! * 3 + (Value)r[0]! * (Value)r[3]! * 5 }), a, b)!;
        Both((Tensor)(8 * x), v => Product(v, v));
        Both(Tensor.Of(6.0, 6, 6), v => Product(v, 2.0));
        Both(Tensor.Of(10.0, 10, 10), v => Product(2.0, v));
    }

    // Of the operand the derivative is that of the rule, 5 w; of what the bodies use from around them it is the ordinary one.
    [Fact]
    public void Bodies_use_values_from_around_them()
    {
        static Value Around(Value a, Value w) => (Value)Ad.CustomJvp((Func<Value, Value>)(v => v * w), Flow.Body((v, dv) => new object?[] { v * w, 5 * dv * w }), a)!;
        Both((Tensor)(10 * Ad.Sin(x) + 2 * x * Ad.Cos(x)), v => Around(v * 2, Ad.Sin(v)));
        Both((Tensor)(2 * Ad.Cos(x)), v => Around(Tensor.Scalar(2.0), Ad.Sin(v)));
    }

    // The loop carries the result and its tangent, so the function gives the result in reverse mode.
    [Fact]
    public void A_rule_may_compute_the_result_beside_the_tangent()
    {
        static Value Scaled(Value a) => (Value)Ad.CustomJvp((Func<Value, Value>)(v => v * 8), Flow.Body((v, dv) =>
            Ad.Scan(Flow.Body((c, d) => new object?[] { new object?[] { c * 2, d * 3 }, null }), new object?[] { v, dv }, null, 3)[0]), a)!;
        Both(Tensor.Of(27.0, 27, 27), Scaled);
    }

    [Fact]
    public void A_weak_operand_has_a_strong_derivative()
    {
        Assert.Equal(new(DType.F64, default), Derivatives.Gradient(Doubled)(0.5).Type);
        Assert.Equal(new(DType.F32, default), Derivatives.Gradient(v => Doubled(v) * Tensor.Scalar(2f))(Tensor.Scalar(0.5f)).Type);
        Assert.True(Doubled(0.5).Type.Weak);
    }

    [Fact]
    public void Errors_say_what_was_found_and_what_to_do()
    {
        static Value Of(Func<Value, object?> f, Func<Value, Value, object?> rule, Value v) => (Value)Ad.CustomJvp(Flow.Body(f), Flow.Body(rule), v)!;
        Says.Error("StructureMismatch … CustomJvp: the rule must return two values", () => Of(a => a, (v, dv) => dv, x));
        Says.Error("StructureMismatch … CustomJvp: the tangent has structure", () => Of(a => a, (v, dv) => new object?[] { v, new object?[] { dv, dv } }, x));
        Says.Error("StructureMismatch … CustomJvp: the result of the rule has structure", () => Of(a => a, (v, dv) => new object?[] { new object?[] { v, v }, dv }, x));
        Says.Error("ShapeMismatch … CustomJvp: the tangent is f64[] … f64[3]", () => Of(a => a, (v, dv) => new object?[] { v, Ad.Sum(dv) }, x));
        Says.Error("NoValue … a tangent of CustomJvp", () => Of(a => a, (v, dv) => DynamicAnswers.Truth(Ad.Less(Ad.Sum(dv), 0)) ? new object?[] { v, dv } : null, x));
        Says.Error("NullArgument … the function of CustomJvp is null", () => Ad.CustomJvp(null!, Flow.Body((v, dv) => dv), x));
        Says.Error("NullArgument … the rule of CustomJvp is null", () => Ad.CustomJvp(Flow.Body(a => a), null!, x));
        foreach (var tangent in (Func<Value, Value>[])[d => d * d, d => Ad.Dot(d, d), d => 1 / d])
            Says.Error("NotLinear … CustomJvp: … Mode Forward", () => Derivatives.Gradient(a => Of(v => v, (v, dv) => new object?[] { v, tangent(dv) }, a))(0.5));
        Says.Error("NotLinear … sin", () => Derivatives.Gradient(a => Of(v => v, (v, dv) => new object?[] { v, Ad.Sin(dv) }, a))(0.5));
    }
}
