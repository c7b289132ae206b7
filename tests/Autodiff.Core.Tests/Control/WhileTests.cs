using Autodiff.Core.Tests.Laws;
using Autodiff.Functions;

namespace Autodiff.Core.Tests.Control;

/// <summary>WhileLoop, beyond the nesting tests.</summary>
public class WhileTests
{
    static readonly Tensor starts = Tensor.Of(3.0, 0.2, 70.0);

    // Doubles x until it is above 100. The number of iterations depends on x.
    static Value Doubled(Value x) => Flow.While(c => Ad.Less(c, 100), c => c * 2, x);

    static object?[] Counted(Value x)
    {
        Body test = Flow.Body((n, c) => Ad.Less(c, 100_000)), step = Flow.Body((n, c) => new object?[] { n + 1, c * 2 });
        return (object?[])Ad.WhileLoop(test, step, new object?[] { 0, x })!;
    }

    [Fact]
    public void Each_item_makes_its_own_number_of_trips()
    {
        var counts = Derivatives.Vmap(v => (Value)Counted(v)[0]!)(Tensor.Of(3.0, 50, 0.2, 2e5));
        Assert.Equal([16, 11, 19, 0], (int[])((Tensor)counts).Data);
        Assert.Equal([192.0, 102.4, 140], Numeric.Doubles(Derivatives.Vmap(Doubled)(starts)), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([64.0, 512, 2], Numeric.Doubles(Derivatives.Vmap(Derivatives.Forward(Doubled))(starts)));
        Assert.Equal([64.0, 512, 2], Numeric.Doubles(Derivatives.Call(Function.Of(Doubled).Jacobian(new JacobianOptions { Mode = DifferentiationMode.Forward }).Vmap(), starts)));
        Assert.Equal([64.0, 512, 2], Numeric.Doubles(Derivatives.Forward(m => Ad.Sum(Derivatives.Vmap(Doubled)(m)))(starts)));
        Assert.Equal(Array.Empty<double>(), Numeric.Doubles(Derivatives.Vmap(Doubled)(Ad.Zeros(0))));
    }

    // An item that has ended is at a pole of the body. It must stay there and must not become NaN.
    [Fact]
    public void Items_that_have_ended_are_left_alone()
    {
        Map f = v => Flow.While(c => Ad.Greater(c, 0), c => c - Ad.Maximum(1 / c, c * 0 + 1) * 0.5, v);
        var at = Tensor.Of(0.0, 1, 2.5);
        double[] one = [.. new double[] { 0, 1, 2.5 }.Select(v => Numeric.Doubles(f(v))[0])];
        Assert.Equal(one, Numeric.Doubles(Derivatives.Vmap(f)(at)));
        double[] tangents = [.. new double[] { 0, 1, 2.5 }.Select(v => Numeric.Doubles(Derivatives.Forward(f)(v))[0])];
        Assert.Equal(tangents, Numeric.Doubles(Derivatives.Vmap(Derivatives.Forward(f))(at)));
        Assert.All(tangents, t => Assert.True(double.IsFinite(t)));
    }

    [Fact]
    public void A_test_that_is_the_same_for_all_items_stays_one_boolean()
    {
        var g = Derivatives.Graph(Derivatives.Vmap(v => (Value)((object?[])Ad.WhileLoop(Flow.Body((n, c) => Ad.Less(n, 4)), Flow.Body((n, c) => new object?[] { n + 1, c * v }), new object?[] { 0, v })!)[1]!), new(DType.F64, new(5)));
        var loop = (While)Assert.Single(g.Equations, e => e.Primitive is While).Primitive;
        Assert.Equal(["lt"], loop.Test.Equations.Select(e => e.Primitive.Name));
        Assert.Equal("i32[]*", loop.Body.Outputs[0].Type.ToString());
    }

    [Fact]
    public void Without_a_bound_there_is_no_gradient_and_the_error_names_the_cures()
    {
        foreach (var f in (Action[])[() => Derivatives.Gradient(Doubled)(3.0), () => Function.Of(Doubled).Gradient().Call(3.0), () => Function.Of(v => Flow.Checkpoint(Doubled, v)).Gradient().Call(3.0)])
        {
            var e = Assert.Throws<AdException>(f);
            Assert.Equal("NoReverseMode", e.Id);
            foreach (string cure in (string[])["maxIterations", "Ad.ForLoop", "Ad.Scan", "an ordinary while", "Mode Forward"]) Assert.Contains(cure, e.Message, StringComparison.Ordinal);
        }
        // An argument that is not differentiated needs no gradient.
        Assert.Equal(128, Numeric.Doubles(Derivatives.Gradient(v => v * Doubled(Tensor.Scalar(1.0)))(3.0))[0]);
    }

    [Fact]
    public void With_a_bound_there_is_a_gradient()
    {
        Value F(Value v) => Flow.While(c => Ad.Less(c, 100), c => c * 2, v, 10);
        Assert.Equal(64, Numeric.Doubles(Derivatives.Gradient(F)(3.0))[0]);
        Assert.Equal(64, Numeric.Doubles(Derivatives.Call(Function.Of(F).Gradient(), 3.0))[0]);
        Assert.Equal([64.0, 512, 2], Numeric.Doubles(Derivatives.Vmap(Derivatives.Gradient(F))(starts)));
        Assert.Equal([64.0, 512, 2], Numeric.Doubles(Derivatives.Call(Function.Of(F).Gradient().Vmap(), starts)));
        Assert.Equal(0, Numeric.Doubles(Flow.While(c => Ad.Less(c, 0), c => c, 0.0, 0))[0]);
    }

    [Fact]
    public void A_bound_that_is_too_small_is_an_error_outside_of_compiled_code_and_NaN_inside()
    {
        Value F(Value v) => Flow.While(c => Ad.Less(c, 100), c => c * 2, v, 5);
        foreach (var f in (Action[])[() => F(3.0), () => Derivatives.Gradient(F)(3.0), () => Derivatives.Forward(v => F(v))(3.0)])
        {
            var e = Assert.Throws<AdException>(f);
            Assert.Equal("TooManyIterations", e.Id);
            Assert.Contains("the test is still true after 5 iterations (maxIterations)", e.Message, StringComparison.Ordinal);
        }
        Assert.Equal(192, Numeric.Doubles(F(48.0))[0]);
        Assert.Equal(double.NaN, Numeric.Doubles(Derivatives.Call(Function.Of(F), 3.0))[0]);
        Assert.Equal([double.NaN, 102.4, double.NaN], Numeric.Doubles(Derivatives.Call(Function.Of(F).Vmap(), Tensor.Of(3.0, 12.8, 0.1))));
        // Of integers it is what Take gives out of range.
        var r = (object?[])Function.Of("f", ["x"], Flow.Body(v => Ad.WhileLoop(Flow.Body((n, c) => Ad.Less(c, 100)), Flow.Body((n, c) => new object?[] { n + 1, c * 2 }), new object?[] { 0, v }, 5))).Call(3.0)!;
        Assert.Equal([int.MinValue, double.NaN], r.Select(v => Numeric.Doubles((Value)v!)[0]));
        Says.Error("TooManyIterations … WhileLoop: … 5 iterations", () => Function.Of(F).Interpret(_ => { }, 3.0));
        Says.Error("TooManyIterations … WhileLoop: … 5 iterations", () => Function.Of(v => Flow.Repeat(2, F, v)).Interpret(_ => { }, 3.0));
    }

    // The derivative is NaN for each operand, also where the body does not use one, or has a derivative of 0.
    [Theory]
    [InlineData(DifferentiationMode.Forward), InlineData(DifferentiationMode.Reverse)]
    public void A_loop_that_has_not_finished_has_no_derivative(DifferentiationMode mode)
    {
        foreach (var step in (Func<Value, Value, Value>[])[(c, x) => c * 2 + 0 * x, (c, x) => c * 2, (c, x) => Ad.Round(c) + 1, (c, x) => Ad.Where(Ad.Less(x, 0), x, c + 1)])
        {
            Value F(Value v) => Flow.While(c => Ad.Less(c, 100), c => step(c, v), v, 5);
            var f = Function.Of(v => F(v) + Ad.Sum(Flow.Repeat(2, c => F(v) * c, 1.0)));
            var derivative = f.Gradient(new GradientOptions { Mode = mode });
            Assert.Equal(double.NaN, Numeric.Doubles(Derivatives.Call(derivative, 3.0))[0]);
            Assert.All(Numeric.Doubles(Derivatives.Call(derivative.Vmap(), Tensor.Of(1.0, 3.0, 0.5))), v => Assert.Equal(double.NaN, v));
        }
        // Items that have finished keep theirs.
        Value G(Value v) => Flow.While(c => Ad.Less(c, 100), c => c * 2, v, 5);
        Assert.Equal([double.NaN, 8, 32], Numeric.Doubles(Derivatives.Call(Function.Of(G).Gradient(new GradientOptions { Mode = mode }).Vmap(), Tensor.Of(3.0, 12.8, 3.2))));
    }

    [Fact]
    public void Errors_say_what_was_found_and_what_was_expected()
    {
        foreach (int? bound in (int?[])[null, 3])
        {
            Says.Error("StructureMismatch … WhileLoop: the test … bool[3] … Ad.Any … Ad.All", () => Flow.While(c => Ad.Less(c, 0), c => c, starts, bound));
            Says.Error("ShapeMismatch … WhileLoop: the carry … f64[3] … f64[]", () => Flow.While(c => Ad.Less(Ad.Sum(c), 0), c => Ad.Sum(c), starts, bound));
            Says.Error("StructureMismatch … WhileLoop: the carry begins as", () => Ad.WhileLoop(Flow.Body(c => true), Flow.Body(c => new object?[] { c, c }), starts, bound));
            Says.Error("NullArgument … the test of WhileLoop is null", () => Ad.WhileLoop(null!, Flow.Body(c => c), starts, bound));
            Says.Error("NullArgument … the body of WhileLoop is null", () => Ad.WhileLoop(Flow.Body(c => true), null!, starts, bound));
            Says.Error("NullArgument … the result of the test of WhileLoop", () => Ad.WhileLoop(Flow.Body(c => null), Flow.Body(c => c), starts, bound));
            Says.Error("NoValue … the carry of WhileLoop", () => Flow.While(c => DynamicAnswers.Truth(Ad.Less(Ad.Sum(c), 0)), c => c, starts, bound));
        }
        Says.Error("InvalidOperand … maxIterations is -1", () => Flow.While(c => Ad.Less(c, 0), c => c, 1.0, -1));
    }
}
