using System.Runtime;
using System.Runtime.CompilerServices;
using Autodiff.Backends;
using Autodiff.Backends.Xla;
using Autodiff.Core.Tests.Laws;

namespace Autodiff.Core.Tests.Xla;

/// <summary>
/// Memory that the garbage collector does not move is lent to a device and held until the device is done with it. Memory that it may move is copied during the
/// call.
/// </summary>
[Collection("counts handles")]
public class ZeroCopyTests
{
    const int Large = 1 << 15;

    static readonly Tensor sample = Numbers(1);

    static Tensor Numbers(double first) => Tensor.Create<double, double>(Large, first, static (x, first) =>
    {
        for (int i = 0; i < x.Length; i++) x[i] = first + i;
    });

    static IExecutable Compile(bool[]? donated = null) => XlaPlugin.Backend.Compile(Transform.Stage(v => [v[0] * 2 + 1], [sample]).Graph, [], donated);

    static void Doubled(double first, Tensor y)
    {
        double[] r = (double[])y.Data;
        for (int i = 0; i < r.Length; i++)
            if (r[i] != 2 * (first + i) + 1) Assert.Fail($"{r[i]} at {i}");
    }

    [Fact]
    public void A_tensor_that_is_written_where_it_stays_is_like_any_other()
    {
        foreach (int n in (int[])[0, 1, 3, Large])
        {
            var t = Tensor.Create<float, int>(n, 3, static (x, s) => x.Fill(s));
            Assert.Equal(n >= Large, t.Memory is not null);
            Assert.Equal(3.0 * n, ((Tensor)Ad.Sum(t)).ToDouble(0));
            Assert.Equal(n, t.Data.Length);
        }
        Assert.Throws<InvalidOperationException>(() => Tensor.Create<double, int>(Large, 0, static (_, _) => throw new InvalidOperationException()));
        Assert.Equal("InvalidDType", Assert.Throws<AdException>(() => Tensor.Create<byte, int>(3, 0, static (_, _) => { })).Id);
    }

    [XlaFact]
    public void Large_memory_is_lent_and_not_copied()
    {
        var t = Numbers(5);
        using var buffer = XlaArray.Place(XlaPlugin.Client, XlaPlugin.Client.Devices[0], t);
        Assert.True(buffer.IsLent);
        Assert.Equal(t.Memory!.Address, buffer.Address);
        var y = Compile().Run([t])![0];
        Doubled(5, y);
        Assert.NotEqual(t.Memory.Address, Assert.IsType<XlaArray>(y.Device).Buffer.Address);
    }

    [XlaFact]
    public void It_is_held_until_the_device_is_done_and_then_freed()
    {
        var f = Compile();
        FaultTests.Live();
        long before = HostMemory.Live;
        var y = Calls(f, before);
        Doubled(7, y);
        // A thread of the plugin reports that it is done.
        SpinWait.SpinUntil(() =>
        {
            FaultTests.Live();
            return HostMemory.Live == before;
        }, TimeSpan.FromSeconds(10));
        Assert.Equal(before, HostMemory.Live);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Tensor Calls(IExecutable f, long before)
    {
        for (int i = 0; i < 100; i++) f.Run([Numbers(i)]);
        var last = Numbers(7);
        var kept = XlaArray.Place(XlaPlugin.Client, XlaPlugin.Client.Devices[0], last);
        var y = f.Run([last])![0];
        // The tensor is gone, but the buffer is not.
        nint address = last.Memory!.Address;
        last.Delete();
        Assert.InRange(HostMemory.Live, before + 1, before + 200);
        unsafe
        {
            Assert.Equal(8, ((double*)address)[1]);
        }
        kept.Dispose();
        return y;
    }

    [XlaFact]
    public void What_is_given_up_is_copied_for_a_result_takes_its_memory()
    {
        var f = Compile([true]);
        for (int i = 0; i < 3; i++)
        {
            var t = Numbers(i);
            // Kept on the device, like an argument that is used twice.
            Compile().Run([t]);
            Compile().Run([t]);
            var y = f.Run([t])![0];
            t.GiveUp("was given up");
            Doubled(i, y);
        }
    }

    [XlaTheory]
    [InlineData(100)]
    [InlineData(1 << 17)]
    public void An_array_of_the_collector_is_read_during_the_call(int n)
    {
        double[] source = [.. Enumerable.Range(0, n).Select(i => (double)i)];
        // The tensor shares the array, which no tensor of a user does.
        var t = new Tensor(new(DType.F64, n), source);
        var f = XlaPlugin.Backend.Compile(Transform.Stage(v => [v[0] * 2 + 1], [t]).Graph, []);
        var y = f.Run([t])![0];
        Array.Fill(source, double.NaN);
        Doubled(0, y);
    }

    [XlaFact]
    public void The_collector_may_move_what_it_likes_meanwhile()
    {
        var f = Compile();
        var small = XlaPlugin.Backend.Compile(Transform.Stage(v => [v[0] * 2 + 1], [Tensor.Of(1.0, 2, 3)]).Graph, []);
        bool done = false;
        var compacting = new Thread(() =>
        {
            GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
            while (!Volatile.Read(ref done))
            {
                GC.Collect(2, GCCollectionMode.Forced, true, true);
                // The pause lets the calls make progress.
                Thread.Sleep(1);
            }
        });
        compacting.Start();
        try
        {
            for (int i = 0; i < 50; i++)
            {
                Doubled(i, f.Run([Numbers(i)])![0]);
                Doubled(i, small.Run([Tensor.Of(i, i + 1.0, i + 2)])![0]);
                Doubled(i, f.Run([Tensor.Of<double>([.. Enumerable.Range(i, Large).Select(k => (double)k)])])![0]);
            }
        }
        finally
        {
            Volatile.Write(ref done, true);
            compacting.Join();
        }
    }
}
