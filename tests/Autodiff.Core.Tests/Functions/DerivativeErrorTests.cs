using Autodiff.Functions;
using Body1 = System.Func<Autodiff.Value, Autodiff.Value>;

namespace Autodiff.Core.Tests.Functions;

/// <summary>Functions that cannot be differentiated report that, and say what to do.</summary>
public class DerivativeErrorTests
{
    static readonly Tensor vector = Tensor.Of(1.0, 2.0), keys = Tensor.Of(1u, 2u);

    static void Refused(Func<object?> call, string id, params string[] parts)
    {
        var e = Assert.ThrowsAny<AdException>(call);
        Assert.Equal(id, e.Id);
        Assert.All(parts, p => Assert.Contains(p, e.Message, StringComparison.Ordinal));
        Assert.Same(Tracing.EvaluationTrace.Instance, Tracing.Trace.Current);
    }

    static Function F(params string[] names) => Function.Of("f", names, (Func<object?[], object?>)(a => Ad.Sum(Ad.Cast((Value)a[0]!, "f64"))));

    [Fact]
    public void By_booleans_and_keys()
    {
        Refused(() => F("x").Gradient().Call(keys), "NothingToDifferentiate", "f(x)", "u32[2]");
        Refused(() => F("x").Gradient().Call(Tensor.Of(true)), "NothingToDifferentiate", "bool");
        Refused(() => F("x", "y").Gradient("x").Call(keys, 1.0), "NotDifferentiable", "'x'", "u32[2]");
    }

    [Fact]
    public void By_integer_tensors_only_if_they_are_named_or_alone()
    {
        Assert.Equal("f64[]", ((Value)F("x", "y").Gradient().Call(Tensor.Of(1, 2), 1)!).Type.ToString());
        Assert.Equal("f64[2]", ((Value)F("x").Gradient().Call(Tensor.Of(1, 2))!).Type.ToString());
        Assert.Equal("f64[2]", ((Value)F("x").Gradient("x").Call(Tensor.Of(1, 2))!).Type.ToString());
    }

    [Fact]
    public void By_a_parameter_that_does_not_exist() => Refused(() => F("x").Gradient("w").Call(1.0), "UnknownParameter", "'w'", "x");

    [Fact]
    public void Of_what_is_no_number()
    {
        Refused(() => Function.Of(x => x * 2.0).Gradient().Call(vector), "NotScalar", "f64[2]", "Ad.Sum", "Jacobian");
        Refused(() => Function.Of(x => Ad.ArgMax(x)).Gradient().Call(vector), "NotDifferentiable", "i32[]");
        Refused(() => Function.Of(x => Ad.Floor(x)).Jacobian().Call(Tensor.Of(true)), "NothingToDifferentiate");
        Refused(() => Function.Of(x => Ad.Greater(x, 0)).Jacobian().Call(vector), "NotDifferentiable", "bool[2]");
        Refused(() => Function.Of("f", ["x"], (Func<object?[], object?>)(a => new object?[] { a[0], a[0] })).Gradient().Call(1.0), "NotScalar", "Jacobian");
    }

    [Fact]
    public void A_loop_of_unknown_length_in_reverse()
    {
        var f = Function.Of(x => (Value)Ad.WhileLoop((Body1)(c => Ad.Less(c, 9)), (Body1)(c => c * 2.0), x)!);
        Refused(() => f.Gradient().Call(1.0), "NoReverseMode", "WhileLoop", "maxIterations");
        Assert.Equal("f64[]", ((Value)f.Jacobian(new JacobianOptions { Mode = DifferentiationMode.Forward }).Call(1.0)!).Type.ToString());
    }

    [Fact]
    public void A_gradient_of_its_own_in_forward_mode()
    {
        var f = Function.Of(x => (Value)Ad.CustomGradient((Func<object?[], object?>)(a => new[] { a[0], null }), (Func<object?[], object?>)(a => a[1]), x)!);
        Refused(() => f.Jacobian(new JacobianOptions { Mode = DifferentiationMode.Forward }).Call(1.0), "NoForwardMode", "CustomGradient", "Gradient");
        Assert.Equal(1.0, ((Tensor)f.Gradient().Call(1.0)!).Item());
    }

    [Fact]
    public void A_cotangent_that_does_not_fit() =>
        Refused(() => Function.Of(x => x * 2.0).Vjp().Call(vector, Tensor.Of(1.0, 2.0, 3.0)), "ShapeMismatch", "Cotangent", "[3]", "[2]");
}
