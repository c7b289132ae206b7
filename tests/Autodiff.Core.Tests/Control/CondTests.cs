using Autodiff.Core.Tests.Laws;

namespace Autodiff.Core.Tests.Control;

/// <summary>Cond and Switch, beyond the nesting tests.</summary>
public class CondTests
{
    static readonly Tensor x = Tensor.Of(0.3, -0.8, 1.2);

    static Value Log(Value x) => Flow.Cond(Ad.Greater(x, 0), a => Ad.Log(a), a => a * 0, x);

    // Both branches are computed for all items. The logarithm of negative numbers must not affect a gradient (jax#1052).
    [Fact]
    public void A_branch_that_is_not_an_items_own_leaves_its_gradient_alone()
    {
        var at = Tensor.Of(-1.0, 0, 2);
        Map f = v => Log(v);
        Assert.Equal([0, 0, 0.5], Numeric.Doubles(Derivatives.Vmap(Derivatives.Gradient(f))(at)));
        Assert.Equal([0, 0, 0.5], Numeric.Doubles(Derivatives.Gradient(m => Ad.Sum(Derivatives.Vmap(f)(m)))(at)));
        Assert.Equal([0, 0, 0.5], Numeric.Doubles(Derivatives.Vmap(Derivatives.Forward(f))(at)));
        Assert.Equal([0, 0, -0.25], Numeric.Doubles(Derivatives.Vmap(Derivatives.Gradient(Derivatives.Gradient(f)))(at)));
        Assert.Equal([0, 0, -0.25], Numeric.Doubles(Derivatives.Gradient(v => Ad.Sum(Derivatives.Gradient(m => Ad.Sum(Derivatives.Vmap(f)(m)))(v)))(at)));
        Assert.Equal([0, 0, 0.5], Numeric.Doubles(Derivatives.Call(Function.Of(v => Log(v)).Gradient().Vmap(), at)));
        Assert.Equal([0, 0, 0.5], Numeric.Doubles(Derivatives.Vmap(Derivatives.Traced(Derivatives.Gradient(Derivatives.Traced(f))))(at)));
        Map third = v => Flow.Switch(Ad.Cast(Ad.Sign(v) + 1, DType.I32), v, a => a * 0, a => a * 0, a => Ad.Log(a));
        Assert.Equal([0, 0, 0.5], Numeric.Doubles(Derivatives.Vmap(Derivatives.Gradient(third))(at)));
    }

    [Fact]
    public void Only_the_branch_that_is_chosen_is_run()
    {
        var lines = new Printed();
        Value F(Value v) => Flow.Cond(Ad.Less(Ad.Sum(v), 0), a => Flow.Print("then", a), a => Flow.Print("else", a), v);
        using (lines.Collect())
        {
            F(x);
            Derivatives.Call(Function.Of(F), -x);
            Derivatives.Gradient(v => Ad.Sum(F(v)))(x);
        }
        Assert.Equal(["else", "then", "else"], lines.Lines);
    }

    [Fact]
    public void Results_meet_in_a_common_dtype()
    {
        Assert.Equal(DType.F64, Flow.Cond(true, _ => Tensor.Scalar(1), _ => Tensor.Scalar(2.5), x).DType);
        Assert.Equal(DType.F32, Flow.Cond(true, _ => 1, _ => Tensor.Scalar(2.5f), x).DType);
        Assert.Equal(1.0, Numeric.Doubles(Flow.Cond(true, _ => Tensor.Scalar(1), _ => Tensor.Scalar(2.5), x))[0]);
        Assert.Equal(2.5, Numeric.Doubles(Derivatives.Call(Function.Of(v => Flow.Cond(Ad.Less(Ad.Sum(v), 0), _ => 1, _ => Tensor.Scalar(2.5f), v)), x))[0]);
    }

    [Fact]
    public void A_number_is_true_if_it_is_not_zero()
    {
        Assert.Equal([0.3, -0.8, 1.2], Numeric.Doubles(Flow.Cond(2, a => a, a => -a, x)));
        Assert.Equal([-0.3, 0.8, -1.2], Numeric.Doubles(Flow.Cond(Tensor.Of(0.0), a => a, a => -a, x)));
    }

    [Fact]
    public void Branches_share_the_room_for_what_they_keep()
    {
        // Each branch keeps a cosine, or the argument, which is available already.
        Map f = v => Flow.Cond(Ad.Less(Ad.Sum(v), 0), a => Ad.Sum(Ad.Sin(a)), a => Ad.Sum(Ad.Sin(a * 2) * 3), v);
        var conds = Derivatives.Graph(Derivatives.Gradient(f), x.Type).Equations.Where(e => e.Primitive is Cond).ToArray();
        Assert.Equal([2, 1], conds.Select(c => c.Outputs.Length));
        Map g = v => Flow.Cond(Ad.Less(Ad.Sum(v), 0), a => Ad.Sum(a * a), a => Ad.Sum(a * a * 2), v);
        Assert.Equal(1, Derivatives.Graph(Derivatives.Gradient(g), x.Type).Equations.First(e => e.Primitive is Cond).Outputs.Length);
    }

    [Fact]
    public void Switch_clamps()
    {
        Value At(Value i) => Flow.Switch(i, 1.0, _ => 10.0, _ => 20.0, _ => 30.0, _ => 40.0, _ => 50.0);
        for (int i = -2; i < 8; i++)
        {
            double expected = 10 * Math.Clamp(i + 1, 1, 5);
            Assert.Equal(expected, Numeric.Doubles(At(i))[0]);
            Assert.Equal(expected, Numeric.Doubles(At(Tensor.Scalar((long)i)))[0]);
            Assert.Equal(expected, Numeric.Doubles(Derivatives.Call(Function.Of(At), Tensor.Scalar(i)))[0]);
            if (i >= 0) Assert.Equal(expected, Numeric.Doubles(At(Tensor.Scalar((uint)i)))[0]);
        }
        Assert.Equal(50, Numeric.Doubles(At(Tensor.Scalar(uint.MaxValue)))[0]);
        Assert.Equal([10.0, 30, 50, 10], Numeric.Doubles(Derivatives.Vmap(i => At(i))(Tensor.Of(-3, 2, 9, 0))));
    }

    [Fact]
    public void Errors_say_what_was_found_and_what_to_write()
    {
        Says.Error("InvalidOperand … Cond: … bool[3] … Ad.Any … Ad.All … Ad.Where", () => Flow.Cond(Ad.Less(x, 0), a => a, a => a, x));
        Says.Error("ShapeMismatch … Cond: the result is f64[3] … f64[]", () => Flow.Cond(true, a => a, a => Ad.Sum(a), x));
        Says.Error("StructureMismatch … Cond: … [*, *]", () => Ad.Cond(true, Flow.Body(a => a), Flow.Body(a => new object?[] { a, a }), x));
        Says.Error("NullArgument … body 2 of Cond is null", () => Ad.Cond(true, Flow.Body(a => a), null!, x));
        Says.Error("NullArgument … the argument 'predicate' is null", () => Ad.Cond(null!, Flow.Body(a => a), Flow.Body(a => a), x));
        Says.Error("NullArgument … null was given", () => Ad.Cond(true, Flow.Body(_ => null), Flow.Body(_ => null), x));
        Says.Error("InvalidOperand … Switch: the index … f64[]", () => Flow.Switch(Tensor.Scalar(1.0), x, a => a));
        Says.Error("InvalidOperand … Switch: … body", () => Flow.Switch(1, x));
        Says.Error("NotSupported … Cond: a branch that prints", () => Derivatives.Vmap(v => Flow.Cond(Ad.Less(v, 0), a => Flow.Print("{0}", a), a => a, v))(x));
    }
}
