using Autodiff.Core.Tests.Laws;
using Autodiff.Graphs;
using Autodiff.Transforms;

namespace Autodiff.Core.Tests.Control;

/// <summary>Scan and ForLoop, beyond the nesting tests.</summary>
public class ScanTests
{
    static readonly Tensor x = Tensor.Of(0.3, -0.8, 1.2);

    static Value Sines(Value x) => Flow.Scan((c, a) => (Ad.Sin(c) * x + a, c), x, Ad.Zeros(3)) is var (c, y) ? c + Ad.Sum(y) : x;

    public static TheoryData<int> Modes => [.. Enumerable.Range(0, 8)];

    [Theory, MemberData(nameof(Modes))]
    public void Third_derivatives_agree_in_every_mix_of_modes(int mix)
    {
        var x = Tensor.Scalar(0.4);
        Map f = Sines, traced = Sines;
        for (int level = 0; level < 3; level++)
        {
            bool forward = (mix >> level & 1) == 1;
            f = forward ? Derivatives.Forward(f) : Derivatives.Gradient(f);
            traced = Derivatives.Traced(forward ? Derivatives.Forward(Derivatives.Traced(traced)) : Derivatives.Gradient(Derivatives.Traced(traced)));
        }
        var expected = Subject.Differences(Derivatives.Forward(Derivatives.Forward(Sines)), x);
        Numeric.Close(expected, f(x), 1e-7, $"mix {mix}");
        Numeric.Close(f(x), traced(x), 1e-13, $"mix {mix}, traced");
    }

    // A list of the indices would be 8 GB.
    [Fact]
    public void The_index_of_a_loop_is_counted_and_not_stored()
    {
        Value Weighted(Value x, int from, int to) => (Value)Ad.ForLoop(from, to, (Func<Value, Value, Value>)((i, c) => c + i * x), 0.0)!;
        var graph = Transform.Stage(v => [Weighted(v[0], -5, 2_000_000_000)], [Tensor.Scalar(0.5)]).Graph;
        Assert.DoesNotContain("[…]", graph.ToString(), StringComparison.Ordinal);
        Assert.InRange(GraphLowering.Module(graph).Length, 100, 10_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        using (var stop = new CancellationTokenSource())
        using (Interruption.Enter(stop.Token))
        {
            // Not a timer, which waits for a thread of the pool.
            new Thread(() =>
            {
                Thread.Sleep(50);
                stop.Cancel();
            }).Start();
            Assert.Throws<OperationCanceledException>(() => Weighted(0.5, 0, 2_000_000_000));
        }
        // All indices would be 8 GB.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 6L << 30);
        // The sum of the indices, also in the reverse order of a transposed loop.
        Map f = x => Weighted(x, -3, 6);
        Assert.Equal([4.5, 9], (double[])[Numeric.Doubles(f(Tensor.Scalar(0.5)))[0], Numeric.Doubles(Derivatives.Gradient(f)(Tensor.Scalar(0.5)))[0]]);
        Assert.Equal([9.0, 18], Numeric.Doubles(Derivatives.Vmap(f)(Tensor.Of(1.0, 2))));
        Map power = x => (Value)Ad.ForLoop(1, 4, (Func<Value, Value, Value>)((i, c) => c * x + i), x)!;
        Numeric.Close(Subject.Differences(power, Tensor.Scalar(0.7)), Derivatives.Gradient(power)(Tensor.Scalar(0.7)), 1e-6, "the gradient of a loop that uses its index");
    }

    [Fact]
    public void A_weak_carry_takes_the_dtype_of_what_the_body_makes_of_it()
    {
        var f32 = Tensor.Of(1f, 2f);
        var (carry, items) = Flow.Scan((c, a) => (c + a, c), 0, f32);
        Assert.Equal(new(DType.F32, default), carry.Type);
        Assert.Equal(new(DType.F32, new(2)), items.Type);
        Assert.Equal([0.0, 1], Numeric.Doubles(items));
        Assert.Equal(new(DType.F64, default), Flow.Scan((c, a) => (c * 0.5, a), Tensor.Scalar(3L), x).Carry.Type.Strong);
        // Two carries: one takes its dtype from the other, one step later.
        var step = Flow.Body((a, b) => new object?[] { new object?[] { b, b + Tensor.Scalar(1f) }, null });
        var both = (object?[])Ad.Scan(step, new object?[] { Tensor.Literal(0), Tensor.Literal(0) }, null, 3)[0]!;
        Assert.All(both, v => Assert.Equal(new(DType.F32, default), ((Value)v!).Type));
    }

    [Fact]
    public void The_index_of_a_for_loop_is_weak()
    {
        Assert.Equal(new(DType.F32, default), Flow.For(0, 3, (i, c) => c * i + i, Tensor.Scalar(1f)).Type);
        Assert.Equal(new(DType.F32, default), Derivatives.Call(Function.Of(n => Flow.For(0, n, (i, c) => c * i + i, Tensor.Scalar(1f))), 3).Type);
        Assert.Equal(5, Numeric.Doubles(Flow.For(0, 3, (i, c) => c * i + i, 1.0))[0] + 1);
    }

    [Fact]
    public void A_carry_that_nobody_needs_again_is_not_stacked()
    {
        // The carry is multiplied only by constants, so the backward pass needs no residuals of it.
        Assert.Equal(0, Stacked(v => Flow.Scan((c, a) => (c * 2 + a, c), v, Ad.Zeros(new(4, 3))).Carry));
        // The derivative of a sine needs one cosine for each step.
        Assert.Equal(1, Stacked(v => Flow.Scan((c, a) => (Ad.Sin(c) + a, a), v, Ad.Zeros(new(4, 3))).Carry));
        // A residual that is an item or a result already is not stacked again.
        Assert.Equal(0, Stacked(v => Flow.Scan((c, a) => (c * a, c), v, Ad.Ones(new(4, 3))).Carry));
        Assert.Equal(0, Stacked(v => Flow.Scan((c, a) => Ad.Sin(a) is var s ? (c * s, s) : (c, a), v, Ad.Ones(new(4, 3))).Carry));
        Assert.Equal(0, Stacked(v => Ad.Sum(Flow.Scan((c, a) => Ad.Exp(c) is var e ? (e, e) : (c, a), v * 0.1, Ad.Ones(new(4, 3))).Items, axis: 0)));
        // Residuals that depend only on constants are computed once.
        Assert.Equal(0, Stacked(v => Flow.Scan((c, a) => (c * Ad.Exp(Ad.Cos(x)), a), v, Ad.Ones(new(4, 3))).Carry));
    }

    // The number of results of the primal scan, less those of the function.
    static int Stacked(Func<Value, Value> f)
    {
        static IEnumerable<Scan> Scans(Graph g) => g.Equations.Select(e => e.Primitive).OfType<Scan>();
        var plain = Assert.Single(Scans(Derivatives.Graph(v => f(v), x.Type)));
        var primal = Scans(Derivatives.Graph(Derivatives.Gradient(v => Ad.Sum(f(v))), x.Type)).First();
        return primal.Out.Length - plain.Out.Length;
    }

    [Fact]
    public void Only_what_is_mapped_is_batched()
    {
        // The counter is the same for all items and keeps its shape. The carry that depends on an item gets an axis.
        var g = Derivatives.Graph(Derivatives.Vmap(v => Flow.For(0, 4, (i, c) => c * v + i, 1.0)), new(DType.F64, new(7)));
        var scan = Assert.Single(g.Equations, e => e.Primitive is Scan);
        Assert.Equal(["i32[]*", "f64[7]", "f64[7]"], scan.Inputs.Select(i => i.Type.Strong == i.Type ? i.Type.ToString() : i.Type.ToString()));
        var xs = Tensor.Of<double>([1, 2, 3, 4, 5, 6], [2, 3]);
        Value Sum(Value row) => Flow.Scan((c, a) => (c + a, c * a), 1.0, row) is var (c, y) ? c + Ad.Sum(y) : row;
        Assert.Equal([7.0 + 1 + 4 + 12, 16 + 4 + 25 + 60], Numeric.Doubles(Derivatives.Vmap(Sum)(xs)));
        // The items are not mapped, but the carry is.
        Assert.Equal([6.0, 12, 18], Numeric.Doubles(Derivatives.Vmap(v => Flow.Scan((c, a) => (c * a, a), v, Tensor.Of(1.0, 2, 3)).Carry)(Tensor.Of(1.0, 2, 3))));
        Assert.Equal(Array.Empty<double>(), Numeric.Doubles(Derivatives.Vmap(v => Flow.Repeat(3, c => c * v, v))(Ad.Zeros(0))));
    }

    [Fact]
    public void Integers_are_carried_without_a_tangent()
    {
        var step = Flow.Body((n, c) => new object?[] { new object?[] { n * 2 + 1, c * Ad.Cast(n, DType.F64) }, n });
        object?[] r = Ad.Scan(step, new object?[] { Tensor.Scalar(1), Tensor.Scalar(2.0) }, null, 4);
        Assert.Equal([1, 3, 7, 15], (int[])((Tensor)r[1]!).Data);
        Map f = v => (Value)((object?[])Ad.Scan(step, new object?[] { Tensor.Scalar(1), v }, null, 4)[0]!)[1]!;
        Assert.Equal(315, Numeric.Doubles(Derivatives.Gradient(f)(2.0))[0]);
        Assert.Equal(315, Numeric.Doubles(Derivatives.Forward(f)(2.0))[0]);
    }

    [Fact]
    public void Lengths_and_directions()
    {
        Assert.Equal([3.0, 2, 1], Numeric.Doubles(Flow.Scan((c, a) => (c + 1, c), Tensor.Scalar(1.0), Ad.Zeros(3), reverse: true).Items));
        Assert.Equal(0, Flow.Scan((c, a) => (c, Ad.BroadcastTo(a, new(2))), x, Ad.Zeros(0)).Items.Count);
        Assert.Equal("f64[0,2]", Flow.Scan((c, a) => (c, Ad.BroadcastTo(a, new(2))), x, Ad.Zeros(0)).Items.Type.Strong.ToString());
        object?[] r = Ad.Scan(Flow.Body(c => new object?[] { c, null }), x, null, 0);
        Assert.Equal([x, null], r);
        Assert.Equal([1.0, 1, 1], Numeric.Doubles(Derivatives.Gradient(v => Ad.Sum(Flow.Repeat(0, c => Ad.Sin(c), v)))(x)));
    }

    [Fact]
    public void A_long_loop_is_differentiated_in_linear_time() =>
        Assert.Equal(Math.Exp(1), Numeric.Doubles(Derivatives.Gradient(v => Flow.Repeat(20_000, c => c * (1 + v / 20_000), 1.0))(1.0))[0], 1e-3);

    [Fact]
    public void Errors_say_what_was_found_and_what_was_expected()
    {
        var keep = Flow.Body(c => new object?[] { c, null });
        Says.Error("InvalidOperand … Scan: … length", () => Ad.Scan(keep, x, null));
        Says.Error("InvalidOperand … Scan: … length", () => Ad.Scan(keep, x, null, -1));
        Says.Error("InvalidOperand … Scan: xs is a scalar … axis", () => Ad.Scan(keep, x, 1.0));
        Says.Error("ShapeMismatch … Scan: xs has 3 items … 4", () => Ad.Scan(keep, x, x, 4));
        Says.Error("ShapeMismatch … Scan: xs[1] has 2 items … 3", () => Ad.Scan(keep, x, new object?[] { x, Tensor.Of(1.0, 2) }));
        Says.Error("StructureMismatch … Scan: the body … the next carry and an output", () => Ad.Scan(Flow.Body(c => c), x, x));
        Says.Error("StructureMismatch … Scan: the carry begins as", () => Ad.Scan(Flow.Body(c => new object?[] { new object?[] { c, c }, null }), x, x));
        Says.Error("ShapeMismatch … the carry … f64[3] … f64[]", () => Ad.Scan(Flow.Body(c => new object?[] { Ad.Sum(c), null }), x, x));
        Says.Error("NullArgument … the body of Scan is null", () => Ad.Scan(null!, x, x));
        Says.Error("NullArgument … the initial value of Scan", () => Ad.Scan(keep, null, x));
        Says.Error("NullArgument … the body of ForLoop is null", () => Ad.ForLoop(0, 2, null!, x));
        Says.Error("NullArgument … the body of ForLoop is null", () => Function.Of(n => (Value)Ad.ForLoop(0, n, null!, x)!).Call(2));
        Says.Error("InvalidOperand … ForLoop: … 'upper' … f64[]", () => Flow.For(0, 2.5, (i, c) => c, x));
        Says.Error("ShapeMismatch … ForLoop: the carry … f64[3] … f64[]", () => Flow.For(0, 2, (i, c) => Ad.Sum(c), x));
        Says.Error("ShapeMismatch … ForLoop: the carry[1] … f64[3] … f64[]", () => Function.Of(n => Flow.For(0, n, (i, c) => Ad.Sum(c), x)).Call(2));
        Says.Error("NoReverseMode … Ad.ForLoop … Ad.Scan … Mode Forward", () => Function.Of("f", ["x", "n"], (Func<Value, Value, Value>)((v, n) => Flow.For(0, n, (i, c) => c * v, v))).Gradient("x").Call(1.5, 2));
    }
}
