using System.Runtime.CompilerServices;
using Autodiff.Backends;
using Autodiff.Backends.Xla;
using Autodiff.Backends.Xla.Cache;
using Autodiff.Backends.Xla.Pjrt;
using Autodiff.Core.Tests.Laws;

namespace Autodiff.Core.Tests.Xla;

/// <summary>A real plugin under misuse and load: misuse is refused on our side, or is an error with the plugin's text, and the process continues.</summary>
[Collection("counts handles")]
public sealed class PluginTests : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("ad-plugin-").FullName;

    static Tensor X => Tensor.Of(0.5, -1.25, 3.0, 7.5);

    public void Dispose() => Directory.Delete(root, true);

    static Autodiff.Graphs.Graph Graph() => Transform.Stage(v => [Ad.Multiply(Ad.Sin(v[0]), Ad.Exp(v[0])), Ad.Sum(v[0])], [X]).Graph;

    static IExecutable Compile(ExecutableCache? cache = null) => XlaBackend.On(XlaPlugin.Client, 0, cache, "plugin").Compile(Graph(), []);

    static double[] Run(IExecutable f) => [.. f.Run([X])!.SelectMany(Numeric.Doubles)];

    [XlaFact]
    public void Handles_return_to_their_number()
    {
        _ = XlaPlugin.Client;
        string before = FaultTests.LiveByKind();
        Calls();
        Assert.Equal(before, FaultTests.LiveByKind());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Calls()
    {
        var f = Compile();
        for (int i = 0; i < 1000; i++)
        {
            var y = f.Run([X])!;
            // Every other result is read. The rest are dropped, perhaps before they have been computed.
            if (i % 2 == 0) Numeric.Doubles(y[0]);
        }
    }

    [XlaFact]
    public void Another_type_of_the_same_size_is_refused()
    {
        var f = Compile();
        foreach (var x in (Tensor[])[Tensor.Of(1L, 2, 3, 4), Tensor.Of<double>([1, 2, 3, 4], (int[])[2, 2]), Tensor.Of(1f, 2, 3, 4, 5, 6, 7, 8)])
            Assert.Throws<ArgumentException>(() => f.Run([x]));
        Assert.Throws<ArgumentException>(() => PjrtBuffer.Copy(XlaPlugin.Client, XlaPlugin.Client.Devices[0], X.Type, new byte[31]));
        Assert.Equal(5, Run(f).Length);
    }

    [XlaFact]
    public void Many_threads_get_the_bits_of_one_and_leave_nothing_behind()
    {
        _ = XlaPlugin.Client;
        string before = FaultTests.LiveByKind();
        Assert.Equal(0, Threads(200));
        Assert.Equal(before, FaultTests.LiveByKind());
    }

    /// <summary>The number of results of 16 threads that differ from those of one thread, for a shared program and for one of their own.</summary>
    internal static int Threads(int calls)
    {
        var shared = Compile();
        double[] expected = Run(shared);
        int wrong = 0;
        var threads = Enumerable.Range(0, 16).Select(_ => new Thread(() =>
        {
            var own = Compile();
            for (int i = 0; i < calls; i++)
                if (!Run(i % 2 == 0 ? shared : own).SequenceEqual(expected)) Interlocked.Increment(ref wrong);
        })).ToArray();
        foreach (var t in threads) t.Start();
        foreach (var t in threads) t.Join();
        return wrong;
    }

    // One thread frees arrays and programs while another calls with them.
    [XlaFact]
    public void What_is_disposed_of_while_it_is_used_is_an_error_or_a_result()
    {
        var (client, type) = (XlaPlugin.Client, new TensorType(DType.F64, 4));
        byte[] data = new byte[32];
        var program = PjrtSerialization.Serialize(client.Compile("func.func @main(%x: tensor<4xf64>) -> tensor<4xf64> { func.return %x : tensor<4xf64> }"u8, CompileOptionsMessage.For(0)));
        var shared = (Buffer: PjrtBuffer.Copy(client, client.Devices[0], type, data), Program: PjrtSerialization.Load(client, program));
        bool done = false;
        int results = 0, errors = 0;
        var caller = new Thread(() =>
        {
            while (!Volatile.Read(ref done))
                try
                {
                    var y = shared.Program.Execute(client.Devices[0], [shared.Buffer], [type])[0];
                    y.Read(new byte[32]);
                    y.Dispose();
                    results++;
                }
                catch (Exception e) when (e is ObjectDisposedException or AdException)
                {
                    errors++;
                }
        });
        caller.Start();
        for (int i = 0; i < 20_000; i++)
        {
            shared.Buffer.Dispose();
            shared.Buffer = PjrtBuffer.Copy(client, client.Devices[0], type, data);
            if (i % 100 != 0) continue;
            shared.Program.Dispose();
            shared.Program = PjrtSerialization.Load(client, program);
        }
        Volatile.Write(ref done, true);
        caller.Join();
        Assert.True(results > 0, $"{results} results, {errors} errors");
    }

    // XLA's time grows faster than the length of a program, and its stack overflows somewhere above 50,000 operations.
    [XlaFact]
    public void A_program_that_is_too_long_is_refused_with_its_cure()
    {
        var chain = Transform.Stage(v => [Enumerable.Range(0, Autodiff.StableHlo.ProgramScanner.MostOperations + 1).Aggregate(v[0], (y, _) => Ad.Sin(y))], [Tensor.Scalar(0.5)]).Graph;
        var e = Assert.Throws<AdException>(() => XlaPlugin.Backend.Compile(chain, []));
        Assert.Equal("TooManyOperations", e.Id);
        Assert.Contains("Ad.Scan", e.Message, StringComparison.Ordinal);
    }

    // Whatever happens to the host memory after the call: it is written to, moved by the garbage collector, or reused.
    [XlaFact]
    public void Nothing_of_the_host_is_read_after_a_copy()
    {
        var type = new TensorType(DType.F64, 1 << 17);
        for (int i = 0; i < 20; i++)
        {
            double[] data = new double[1 << 17];
            Array.Fill(data, i);
            var bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(data.AsSpan());
            using var buffer = PjrtBuffer.Copy(XlaPlugin.Client, XlaPlugin.Client.Devices[0], type, bytes);
            bytes.Fill(0xFF);
            if (i % 5 == 0) GC.Collect(2, GCCollectionMode.Forced, true, true);
            double[] read = new double[1 << 17];
            buffer.Read(System.Runtime.InteropServices.MemoryMarshal.AsBytes(read.AsSpan()));
            Assert.True(Array.TrueForAll(read, x => x == i));
        }
    }

    [XlaFact]
    public void Large_arrays_that_nobody_holds_do_not_pile_up()
    {
        const long size = 64 << 20;
        var f = XlaBackend.On(XlaPlugin.Client).Compile(Transform.Stage(v => [Ad.BroadcastTo(Ad.Sum(v[0]), (int)(size / 8))], [X]).Graph, []);
        long before = UnseenMemory.Live, most = 0;
        for (int i = 0; i < 20; i++)
        {
            f.Run([X]);
            most = Math.Max(most, UnseenMemory.Live - before);
        }
        Assert.InRange(most, size, 8 * size);
    }

    [XlaFact]
    public void A_program_that_is_none_is_an_error_with_its_text()
    {
        var e = Assert.Throws<PjrtException>(() => XlaPlugin.Client.Compile("func.func @main() { nonsense }"u8, CompileOptionsMessage.For(0)));
        Assert.True(e.Code > 0 && e.Message.Length > 40, e.Message);
        Assert.Equal(5, Run(Compile()).Length);
    }

    [XlaFact]
    public void A_changed_entry_never_reaches_the_plugin()
    {
        var warnings = new List<string>();
        string folder = Path.Combine(root, "xla");
        var cache = new ExecutableCache(folder, Path.Combine(root, "own", "key"), 1 << 24, warnings.Add);
        double[] expected = Run(Compile(cache));
        string entry = Assert.Single(Directory.GetFiles(folder));
        Assert.Equal(expected, Run(Compile(cache)));
        Assert.Empty(warnings);
        byte[] whole = File.ReadAllBytes(entry);
        foreach (int at in (int[])[0, 20, whole.Length / 2, whole.Length - 1])
        {
            byte[] changed = [.. whole];
            changed[at] ^= 4;
            File.WriteAllBytes(entry, changed);
            Assert.Equal(expected, Run(Compile(cache)));
        }
        Assert.Single(warnings);
    }

    [XlaFact]
    public void Not_one_byte_of_an_executable_can_be_changed()
    {
        var seal = Seal.Open(Path.Combine(root, "own", "key"));
        var key = CacheKey.Of("a"u8, []);
        byte[] entry = CacheEntry.Close(PjrtSerialization.Serialize(XlaPlugin.Client.Compile("func.func @main(%x: tensor<f64>) -> tensor<f64> { func.return %x : tensor<f64> }"u8, CompileOptionsMessage.For(0))), key, seal);
        Assert.NotNull(CacheEntry.Open(entry, key, seal));
        for (int i = 0; i < entry.Length; i++)
        {
            byte kept = entry[i];
            entry[i] ^= (byte)(1 + i % 255);
            Assert.Null(CacheEntry.Open(entry, key, seal));
            entry[i] = kept;
            if (i % 64 == 0) Assert.Null(CacheEntry.Open(entry.AsSpan(0, i), key, seal));
        }
        Assert.NotNull(CacheEntry.Open(entry, key, seal));
    }

    [XlaFact]
    public void Another_plugin_finds_no_entry_of_this_one()
    {
        string folder = Path.Combine(root, "xla");
        var cache = new ExecutableCache(folder, Path.Combine(root, "own", "key"), 1 << 24);
        foreach (string plugin in (string[])["one", "another"]) XlaBackend.On(XlaPlugin.Client, 0, cache, plugin).Compile(Graph(), []);
        Assert.Equal(2, Directory.GetFiles(folder).Length);
    }
}
