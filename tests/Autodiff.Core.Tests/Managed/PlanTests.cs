using Autodiff.Backends.Managed;
using Autodiff.Core.Tests.Laws;
using Autodiff.Graphs;
using Autodiff.Tracing;
using CsCheck;

namespace Autodiff.Core.Tests.Managed;

/// <summary>A plan computes the same bits as its equations one by one, on any number of threads, and keeps no memory.</summary>
[Collection(nameof(Machine))]
public class PlanTests
{
    /// <summary>Programs that are fused in different ways: x has two axes, y is a row and z a column.</summary>
    static readonly Func<Value, Value, Value, Value>[] programs =
    [
        (x, y, z) => Ad.Tanh(2 * x + y) * Ad.Exp(-Ad.Abs(x)) + z,
        (x, y, z) => Ad.Where(Ad.Greater(x, y), Ad.Cast(Ad.Cast(x * 3, DType.I32), x.DType), Ad.Sin(z) + x),
        (x, y, z) => Ad.Sum(x * y + z, 1),
        (x, y, z) => Ad.Sum(Ad.Log1p(Ad.Abs(x)) * z, 0),
        (x, y, z) => Ad.Max(x - y, 1) + Ad.Min(x + y, 1),
        (x, y, z) => Ad.Transpose(Ad.Sigmoid(x) + z) * 2,
        (x, y, z) => Ad.Flip(x * 2, 1) - x * 2 + Ad.Flip(y, 0),
        (x, y, z) => Ad.Softmax(x * y, 1),
        (x, y, z) => Ad.LogSumExp(x, 0) * y,
    ];

    static readonly (int Rows, int Columns)[] shapes = [(1, 1), (1, 17), (3, 5), (15, 64), (16, 65), (63, 65), (1, 4097), (4097, 1), (257, 1023)];

    public static TheoryData<int, string> All => Data();

    static TheoryData<int, string> Data()
    {
        var r = new TheoryData<int, string>();
        for (int i = 0; i < programs.Length; i++)
        {
            r.Add(i, "f32");
            r.Add(i, "f64");
        }
        return r;
    }

    [Theory, MemberData(nameof(All))]
    public void Fused_alone_and_on_any_number_of_threads_the_bits_are_the_same(int program, string dtype)
    {
        foreach (var (rows, columns) in shapes)
        {
            Tensor[] x = [Filled(dtype, new(rows, columns), 1), Filled(dtype, new(columns), 2), Filled(dtype, new(rows, 1), 3)];
            var graph = Passes.Optimize(Transform.Stage(v => [programs[program](v[0], v[1], v[2])], x).Graph);
            Tensor alone;
            using (Trace.Enter(ManagedKernels.Trace)) alone = Interpreter.Evaluate(graph, x)[0];
            Numeric.Close(Interpreter.Evaluate(graph, x)[0], alone, dtype == "f32" ? 1e-5 : 1e-13, $"program {program} of {rows}×{columns}");
            int before = Workers.Count;
            try
            {
                foreach (int threads in (int[])[1, 2, 3])
                {
                    Workers.Count = threads;
                    Numeric.Same(alone, ManagedBackend.Instance.Compile(graph, []).Run(x)![0], $"program {program} of {rows}×{columns} on {threads} threads");
                }
            }
            finally
            {
                Workers.Count = before;
            }
        }
    }

    [Fact]
    public void Equations_of_one_shape_become_one_loop()
    {
        var x = Filled("f32", new(8), 1);
        var graph = Passes.Optimize(Transform.Stage(v => [Ad.Tanh(2 * v[0] + 1) * Ad.Exp(v[0])], [x]).Graph);
        Assert.Equal(5, graph.Equations.Length);
        Assert.IsType<Loop>(Assert.Single(Fusion.Of(graph, 0).Equations).Primitive);
    }

    [Fact]
    public void A_loop_ends_where_another_shape_depends_on_it()
    {
        var x = Filled("f32", new(8), 1);
        // The sum needs the first loop, and the second needs the sum.
        var fused = Fusion.Of(Passes.Optimize(Transform.Stage(v => [(v[0] * 2 + 1) * Ad.Sum(v[0] * 2 + 1)], [x]).Graph), 0);
        Assert.Equal(["loop", "reduce_sum", "loop"], fused.Equations.Select(e => e.Primitive.Name));
        fused.Verify();
    }

    [Theory]
    [InlineData("bool")]
    [InlineData("f16")]
    [InlineData("f32")]
    [InlineData("f64")]
    public void Transpositions(string dtype) => Gen.Select(Gen.Int[1, 70], Gen.Int[1, 5], Gen.Int[1, 70], Gen.Int[1, 3], Gen.Shuffle(new[] { 0, 1, 2, 3 })).Sample((a, b, c, d, order) =>
    {
        var x = Filled(dtype, new(a, b, c, d), 1);
        var p = new Transpose(new(order));
        var type = p.InferOne([x.Type]);
        Numeric.Same(p.Evaluate([x], type), p.Evaluate([x], type, ManagedKernels.Of(p)!), $"{p} of {x.Type}");
    }, iter: 60, threads: 1);

    [Theory]
    [InlineData("f32", 1e8)]
    [InlineData("f64", 1e17)]
    public void A_sum_loses_nothing_that_its_result_would_show(string dtype, double large)
    {
        var f = Function.Of(x => Ad.Sum(x)).Compile(new CompileOptions { Backend = Backend.Managed });
        double[] v = [.. Enumerable.Repeat(1.0, 5000)];
        (v[7], v[4321]) = (large, -large);
        Assert.Equal(4998.0, Convert.ToDouble(((Tensor)f.Call(Numeric.Tensor(new(dtype, new Shape(v.Length)), v))!).Item(), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Results_stay_what_they_are_while_later_calls_use_memory_again()
    {
        var f = Function.Of(x => Ad.Exp(x) * 2 + Ad.Sum(x)).Compile(new CompileOptions { Backend = Backend.Managed });
        var x = Filled("f32", new(100_000), 1);
        var first = (Tensor)f.Call(x)!;
        var copy = (float[])first.Data;
        long before = HostMemory.Live;
        for (int i = 0; i < 300; i++) f.Call(x * (1 + i % 7));
        Assert.Equal(copy, first.Data);
        Assert.True(HostMemory.Live - before < 60, $"{HostMemory.Live - before} more arrays are in memory");
    }

    static Tensor Filled(string dtype, Shape shape, int salt) => Numeric.Direction(new(dtype, shape), salt);
}
