using System.Runtime.CompilerServices;
using Autodiff.Backends;
using Autodiff.Backends.Xla;
using Autodiff.Backends.Xla.Cache;
using Autodiff.Backends.Xla.Pjrt;
using Autodiff.Core.Tests.Laws;

namespace Autodiff.Core.Tests.Xla;

/// <summary>A real plugin under misuse and load: refused on our side, or an error with its text, and the process goes on.</summary>
[Collection("counts handles")]
public sealed class PluginTests : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("ad-plugin-").FullName;

    static Tensor X => Tensor.Of(0.5, -1.25, 3.0, 7.5);

    public void Dispose() => Directory.Delete(root, true);

    static Graphs.Graph Graph() => Transform.Stage(v => [Ad.Multiply(Ad.Sin(v[0]), Ad.Exp(v[0])), Ad.Sum(v[0])], [X]).Graph;

    static IExecutable Compile(ExecutableCache? cache = null) => XlaBackend.On(XlaPlugin.Client, 0, cache, "plugin").Compile(Graph(), []);

    static double[] Run(IExecutable f) => [.. f.Run([X])!.SelectMany(Numeric.Doubles)];

    [XlaFact]
    public void Handles_return_to_their_number()
    {
        _ = XlaPlugin.Client;
        long before = FaultTests.Live();
        Calls();
        Assert.Equal(before, FaultTests.Live());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Calls()
    {
        var f = Compile();
        for (int i = 0; i < 1000; i++)
        {
            var y = f.Run([X])!;
            // Every other result is looked at, and the rest are dropped while they may still be being computed.
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
    public void Many_threads_get_the_bits_of_one()
    {
        var f = Compile();
        double[] expected = Run(f);
        int wrong = 0;
        var threads = Enumerable.Range(0, 16).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < 200; i++)
                if (!Run(f).SequenceEqual(expected)) Interlocked.Increment(ref wrong);
        })).ToArray();
        foreach (var t in threads) t.Start();
        foreach (var t in threads) t.Join();
        Assert.Equal(0, wrong);
    }

    [XlaFact]
    public void A_program_that_is_none_is_an_error_with_its_text()
    {
        var e = Assert.Throws<PjrtException>(() => XlaPlugin.Client.Compile("func.func @main() { nonsense }"u8, CompileOptions.For(0)));
        Assert.True(e.Code > 0 && e.Message.Length > 40, e.Message);
        Assert.Equal(5, Run(Compile()).Length);
    }

    [XlaFact]
    public void A_changed_entry_never_reaches_the_plugin()
    {
        var warnings = new List<string>();
        var cache = new ExecutableCache(Path.Combine(root, "xla"), Path.Combine(root, "own", "key"), 1 << 24, warnings.Add);
        double[] expected = Run(Compile(cache));
        string entry = Assert.Single(Directory.GetFiles(Path.Combine(root, "xla")));
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
}
