using System.Text;
using Autodiff.Backends;
using Autodiff.Backends.Managed;
using Autodiff.Backends.Xla;
using Autodiff.Backends.Xla.Pjrt;
using Autodiff.Backends.Xla.Sharding;
using Autodiff.Core.Tests.Laws;
using Autodiff.Functions;
using Autodiff.Graphs;
using Autodiff.Tracing;
using CsCheck;

namespace Autodiff.Core.Tests.Xla;

/// <summary>Work that XLA's partitioner divides among devices gives the results of one device.</summary>
public class ShardingTests
{
    static Tensor Numbers(int salt, params int[] shape) => Numeric.Direction(new(DType.F64, new(shape)), salt);

    static Tensor[] Run(Graph graph, Tensor[] x, int devices, params int?[] axes) => new ShardedBackend(XlaPlugin.Backend, devices, axes).Compile(graph, []).Run(x)!;

    static void Agree(Func<Value[], Value[]> f, Tensor[] x, int devices, params int?[] axes)
    {
        var graph = Transform.Stage(f, x).Graph;
        var expected = ManagedBackend.Instance.Compile(graph, []).Run(x)!;
        var actual = Run(graph, x, devices, axes);
        for (int i = 0; i < expected.Length; i++) Numeric.Close(expected[i], actual[i], 1e-11, $"result {i} of {graph} on {devices} devices");
    }

    [XlaTheory, InlineData(1, 0), InlineData(2, 0), InlineData(4, 0), InlineData(2, 1), InlineData(3, 1), InlineData(4, 2)]
    public void Parts_along_any_axis_make_up_the_whole(int devices, int axis)
    {
        var x = Numbers(1, 8, 6, 4);
        Agree(v => [Ad.Sin(v[0]) * 2 + v[1], Ad.Sum(v[0], new Axes(axis)), Ad.Sum(v[0]), Ad.Max(v[0]), Ad.Transpose(v[0]), Ad.Reshape(v[0], new IntegerList(-1)), Ad.Sort(v[0], axis), Ad.CumSum(v[0], axis), Ad.Multiply(v[1], 3)], [x, Numbers(2, 4)], devices, axis, null);
    }

    [XlaFact]
    public void The_gradient_of_a_loss_over_a_divided_batch_is_that_of_all_of_it()
    {
        Value Loss(Value[] v) => Ad.Mean(Ad.Square(Ad.Tanh(Ad.MatMul(v[1], v[0])) - v[2]));
        Tensor[] x = [Numbers(1, 3, 2), Numbers(2, 8, 3), Numbers(3, 8, 2)];
        Value[] Gradient(Value[] v) => Transform.Gradient(w => [Loss([w[0], v[1], v[2]])], [true])([v[0], Tensor.Scalar(1.0)]);
        Agree(v => [Loss(v), .. Gradient(v)], x, 4, null, 0, 0);
        // The sum over the batch is a sum over devices, which the partitioner makes.
        var (graph, _) = XlaBackend.Lift(Transform.Stage(Gradient, x).Graph);
        string text = Encoding.UTF8.GetString(XlaBackend.Text(graph, null));
        Assert.DoesNotContain("all_reduce", text, StringComparison.Ordinal);
    }

    // XLA's partitioner miscompiles grouped convolutions that have no spatial axes.
    [XlaTheory, InlineData(0), InlineData(1), InlineData(2)]
    public void Groups_of_channels_are_divided(int spatial)
    {
        IntegerList Each(int value) => IntegerList.Repeat(value, spatial);
        var convolution = new Convolution(Each(1), Each(1), Each(1), Each(1), Each(1), Groups: 2);
        Tensor[] x = [Numbers(1, [4, 4, .. Enumerable.Repeat(5, spatial)]), Numbers(2, [8, 2, .. Enumerable.Repeat(3, spatial)])];
        foreach (var axes in (int?[][])[[0, null], [1, null], [null, 0], [1, 0]]) Agree(v => [convolution.Bind(v[0], v[1])], x, 4, axes);
    }

    [XlaFact]
    public void Weights_stay_on_the_devices_through_training()
    {
        var step = Function.Of("step", ["w", "x"], (Func<Value, Value, Value>)((w, x) => w - 0.1 * Ad.Sum(Ad.Sin(Ad.MatMul(x, w)))));
        var sharding = Sharding.Of(step, 4, new Dictionary<string, int?> { ["x"] = 0 });
        Tensor w = Numbers(1, 3, 2), v = w;
        var x = Numbers(2, 8, 3);
        for (int i = 0; i < 5; i++)
        {
            w = (Tensor)new CallSite(step, AutoBackend.Instance, null, sharding).Call(step.Flatten([w, x]), null).Leaves[0];
            v = (Tensor)step.Call(v, x)!;
        }
        var array = Assert.IsType<ShardedArray>(w.Device);
        Assert.NotNull(array.On(Backends.Xla.Runtime.XlaRuntime.Get().Client.Devices[..4], null));
        Numeric.Close(v, w, 1e-12, "weights");
        // On one device, and by another backend, the tensor is an ordinary one.
        Numeric.Close(Ad.Sum(v), XlaPlugin.Backend.Compile(Transform.Stage(a => [Ad.Sum(a[0])], [w]).Graph, []).Run([w])![0], 1e-12, "sum");
        Assert.Equal(Numeric.Doubles(w), Numeric.Doubles(Run(Transform.Stage(a => [a[0]], [w]).Graph, [w], 3, 0)[0]));
    }

    [XlaFact]
    public void Conditions_are_asked_of_the_whole()
    {
        var f = Function.Of("f", ["x"], (Func<Value, Value>)(x => DynamicAnswers.Truth(Ad.Greater(Ad.Sum(x), 0)) ? Ad.Sum(x * x) : -x));
        var sharding = Sharding.Of(f, 2, new Dictionary<string, int?> { ["x"] = 0 });
        foreach (double sign in (double[])[1, -1, 1, -1])
        {
            Assert.Equal(sign > 0 ? [15] : [1, 2, 3, -1], Numeric.Doubles(new CallSite(f, AutoBackend.Instance, null, sharding).Call(f.Flatten([Tensor.Of(sign, 2 * sign, 3 * sign, -sign)]), null).Leaves[0]));
        }
    }

    [XlaFact]
    public void Many_threads_do_not_wait_for_each_other_for_ever()
    {
        var x = Numbers(1, 8, 4);
        var f = new ShardedBackend(XlaPlugin.Backend, 4, [0]).Compile(Transform.Stage(v => [Ad.Sum(Ad.Sin(v[0])), v[0] * 2], [x]).Graph, []);
        double[] expected = Numeric.Doubles(f.Run([x])![0]);
        int wrong = 0;
        var threads = Enumerable.Range(0, 8).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < 100; i++)
                if (!Numeric.Doubles(f.Run([x])![0]).SequenceEqual(expected)) Interlocked.Increment(ref wrong);
        })).ToArray();
        foreach (var t in threads) t.Start();
        foreach (var t in threads) t.Join();
        Assert.Equal(0, wrong);
    }

    [XlaFact]
    public void What_is_asked_for_is_checked_first()
    {
        var f = Function.Of("f", ["x", "w"], (Func<Value, Value, Value>)((x, w) => Ad.Sum(x) * Ad.Sum(w)));
        void Refuses(string error, int? count, AxisMap? axes, object? x = null) => Says.Error(error, () => Sharding.Of(f, count, axes).For(f.Flatten([x ?? Numbers(1, 8, 3), 1.0])));
        AxisMap by0 = new Dictionary<string, int?> { ["x"] = 0 };
        foreach (int n in (int[])[0, -1, 257, 100_000]) Refuses($"InvalidDeviceCount … DeviceCount … {n} … 256", n, by0);
        Refuses("InvalidDeviceCount … DeviceCount … 4 devices … $env:AUTODIFF_CPU_DEVICES = 5", 5, by0);
        Refuses("UnknownParameter … f(x, w) … 'y' … ShardAxes", 4, new Dictionary<string, int?> { ["y"] = 0 });
        Refuses("NothingToShard … DeviceCount … ShardAxes", 4, null);
        Refuses("NothingToShard … DeviceCount … ShardAxes", 4, new Dictionary<string, int?> { ["x"] = null });
        Refuses("InvalidAxis … ShardAxes: x … f64[8,3] … axis 2", 4, new Dictionary<string, int?> { ["X"] = 2 });
        Refuses("InvalidAxis … ShardAxes: x … f64[8,3] … axis -3", 4, new Dictionary<string, int?> { ["x"] = -3 });
        Refuses("InvalidAxis … ShardAxes: w … f64[] … axis 0", 4, new Dictionary<string, int?> { ["x"] = 0, ["w"] = 0 });
        Refuses("ShapeMismatch … ShardAxes: … axis 1 of x … f64[8,3] … 4 devices … multiple of 4 … DeviceCount", 4, new Dictionary<string, int?> { ["x"] = 1 });
        Refuses("ShapeMismatch … ShardAxes: … axis 0 of x … 4 devices", 4, by0, Numbers(1, 0, 3));
        Refuses("InvalidAxis … ShardAxes: x[1] … f64[6] … axis 1", 2, new Dictionary<string, int?> { ["x"] = 1 }, new object[] { Numbers(1, 4, 4), Numbers(1, 6) });
    }

    // One in four, because each needs a compilation.
    public static TheoryData<string, string> Rows => Table.Grid((r, d) => d == r.DTypes[0] && Array.IndexOf(Table.Rows, r) % 4 == 0);

    [XlaTheory, MemberData(nameof(Rows))]
    public void Operations_of_all_kinds_can_be_divided(string row, string dtype)
    {
        var c = Table.Row(row).Cases(dtype, 4).Single(_ => true, "crxe88QH0nF2");
        // Four items of each argument, which are divided among the devices.
        var x = c.Items[0].Select((_, i) => Numeric.Stack([.. c.Items.Select(item => item[i])])).ToArray();
        var graph = Transform.Stage(v => Transform.Vmap(c.F, v, Array.ConvertAll(v, _ => true), 4), x).Graph;
        var expected = ManagedBackend.Instance.Compile(graph, []).Run(x)!;
        var actual = Run(graph, x, 4, Array.ConvertAll(x, _ => (int?)0));
        for (int i = 0; i < expected.Length; i++) Numeric.Close(expected[i], actual[i], c.Tolerance(expected[i].DType), $"result {i} of\n{c}");
    }
}
