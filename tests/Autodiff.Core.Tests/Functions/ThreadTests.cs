using Autodiff.Core.Tests.Laws;

namespace Autodiff.Core.Tests.Functions;

/// <summary>Functions called from many threads at once: each path of each signature is traced once, and all threads get the same bits.</summary>
public class ThreadTests
{
    const int Threads = 16, Calls = 200;

    // Three signatures with four paths each.
    static readonly Tensor[] arguments =
    [
        .. from x in (double[])[0.3, 1.7, -0.4, -2.2] select Tensor.Scalar(x),
        .. from x in (float[])[0.3f, 1.7f, -0.4f, -2.2f] select Tensor.Scalar(x),
        .. from x in (double[])[0.3, 1.7, -0.4, -2.2] select Tensor.Of(x, x * 0.5, x * 0.25),
    ];

    static Function Make(Action traced) => Function.Of(x =>
    {
        traced();
        // Lets threads meet during the trace.
        Thread.Sleep(5);
        var s = Ad.Sum(x);
        bool positive = DynamicAnswers.Truth(Ad.Greater(s, 0));
        bool large = DynamicAnswers.Truth(Ad.Greater(s * s, 1));
        var y = positive ? Ad.Sin(x) * x : Ad.Exp(x);
        return Ad.Sum((Value)Ad.ForLoop(0, 3, (Func<Value, Value, Value>)((i, c) => large ? Ad.Sin(c) * y + i : c * y), y)!);
    });

    static byte[] Bits(object? value)
    {
        var data = ((Tensor)value!).Data;
        byte[] r = new byte[Buffer.ByteLength(data)];
        Buffer.BlockCopy(data, 0, r, 0, r.Length);
        return r;
    }

    static void OnThreads(Action<int> work)
    {
        using var start = new Barrier(Threads);
        var failures = new List<Exception>();
        var threads = Enumerable.Range(0, Threads).Select(t => new Thread(() =>
        {
            try
            {
                start.SignalAndWait();
                work(t);
            }
            catch (Exception e)
            {
                lock (failures) failures.Add(e);
            }
        })).ToArray();
        foreach (var t in threads) t.Start();
        foreach (var t in threads) t.Join();
        if (failures.Count > 0) throw new AggregateException(failures);
    }

    [Fact]
    public void Every_thread_gets_the_same_bits_and_each_path_is_traced_once()
    {
        var alone = Make(() => { });
        (byte[] Value, byte[] Gradient, byte[] Hessian)[] expected = Array.ConvertAll(arguments, x => (Bits(alone.Call(x)), Bits(alone.Gradient().Call(x)), Bits(alone.Hessian().Call(x))));

        int runs = 0;
        var f = Make(() => Interlocked.Increment(ref runs));
        var (gradient, hessian) = (f.Gradient(), f.Hessian());
        OnThreads(t =>
        {
            for (int n = 0; n < Calls; n++)
            {
                int i = (n * 7 + t * 5) % arguments.Length;
                var (function, bits) = (n % 3) switch { 0 => (f, expected[i].Value), 1 => (gradient, expected[i].Gradient), _ => (hessian, expected[i].Hessian) };
                Assert.Equal(bits, Bits(function.Call(arguments[i])));
            }
        });
        Assert.Equal(arguments.Length, runs);
        Assert.Equal([4, 4, 4], f.Signatures.Select(s => s.Paths));
        Assert.Equal(Threads * Calls, f.Signatures.Sum(s => s.Calls) + runs);
    }

    // Two functions that call each other: a thread that is tracing never waits for another trace.
    [Fact]
    public void Functions_that_call_each_other_do_not_wait_for_each_other()
    {
        Function? f = null, g = null;
        Value Body(Value x, Func<Function> other)
        {
            Thread.Sleep(1);
            return DynamicAnswers.Truth(Ad.Less(x, 1)) ? x * x : x * (Value)other().Call(x * 0.5)!;
        }
        f = Function.Of(x => Body(x, () => g!));
        g = Function.Of(x => Body(x, () => f!));
        static double Plain(double x) => x < 1 ? x * x : x * Plain(x * 0.5);
        OnThreads(t =>
        {
            for (int n = 0; n < 20; n++)
            {
                double x = 0.3 + (n * 3 + t) % 17;
                Assert.Equal(Plain(x), Numeric.Doubles((Value)(t % 2 == 0 ? f : g).Call(x)!)[0], 9);
            }
        });
    }

    [Fact]
    public void Private_functions_of_many_threads_do_not_disturb_each_other() => OnThreads(t =>
    {
        for (int n = 0; n < 20; n++)
        {
            double k = t + n;
            var f = Function.Of(x => (Value)Function.Of(y => DynamicAnswers.Truth(Ad.Greater(x * y, k)) ? x * y * k : y).Gradient().Call(x + 1)! * x);
            foreach (double x in (double[])[0.5, 20]) Assert.Equal(x * (x + 1) > k ? x * x * k : x, Numeric.Doubles((Value)f.Call(x)!)[0], 9);
        }
    });
}
