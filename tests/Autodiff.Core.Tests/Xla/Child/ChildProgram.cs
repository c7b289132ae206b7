using System.Globalization;
using Autodiff.Backends;
using Autodiff.Backends.Xla;
using Autodiff.Backends.Xla.Cache;
using Autodiff.Backends.Xla.Pjrt;
using Autodiff.Backends.Xla.Runtime;
using Autodiff.Core.Tests.Laws;
using Autodiff.Functions;

namespace Autodiff.Core.Tests.Xla.Child;

/// <summary>Code that tests run in a separate process, because it may end it. The first argument selects it.</summary>
static class ChildProgram
{
    static int Main(string[] args)
    {
        try
        {
            return Run(args);
        }
        catch (AdException e)
        {
            Console.WriteLine($"{e.Id}: {e.Message}");
            return 3;
        }
    }

    static int Run(string[] args) => args switch
    {
        ["compute", .. var unset] => Compute(unset),
        ["exit", var millis] => Exit(int.Parse(millis, CultureInfo.InvariantCulture)),
        ["exit-stuck"] => ExitStuck(),
        ["cache", var folder, var seed] => WriteCache(folder, int.Parse(seed, CultureInfo.InvariantCulture)),
        ["install", var file, .. var once] => Install(file, once.Length > 0),
        ["threads", var calls] => Threads(int.Parse(calls, CultureInfo.InvariantCulture)),
        ["stop"] => Stop(),
        ["bad-program"] => BadProgram(),
        ["endless"] => Endless(),
        ["doubled"] => Doubled(),
        ["import", .. var files] => Import(files),
        _ => 2,
    };

    /// <summary>Exits with 7 while XLA computes and other threads call it.</summary>
    static int Exit(int millis)
    {
        var backend = BackendChoice.Get(Backend.Xla);
        var x = Tensor.Full(new(DType.F32, (int[])[300, 300]), 0.01);
        // Written out, because a splat would be folded.
        x = new(x.Type, x.Data);
        var f = backend.Compile(Transform.Stage(v => [Enumerable.Range(0, 40).Aggregate(v[0], (y, _) => Ad.Tanh(Ad.MatMul(y, v[0])))], [x]).Graph, []);
        for (int i = 0; i < 2; i++) new Thread(() => { while (true) f.Run([x]); }) { IsBackground = true }.Start();
        Thread.Sleep(millis);
        for (int i = 0; i < 4; i++) f.Run([x]);
        return 7;
    }

    /// <summary>Exits with 7 while an infinite loop runs inside XLA.</summary>
    static int ExitStuck()
    {
        var backend = BackendChoice.Get(Backend.Xla);
        Value one = Tensor.Scalar(1.0);
        var f = backend.Compile(Transform.Stage(v => [(Value)Ad.WhileLoop((Func<Value, Value>)(c => Ad.GreaterEqual(c, 0)), (Func<Value, Value>)(c => c + 1), v[0])!], [(Tensor)one]).Graph, []);
        using var stop = new CancellationTokenSource(100);
        using var _ = Interruption.Enter(stop.Token);
        try
        {
            f.Run([(Tensor)one]);
        }
        catch (OperationCanceledException)
        {
            return 7;
        }
        return 1;
    }

    /// <summary>Writes entries to a cache and reads them, until it is killed. Exits with 4 if one is wrong.</summary>
    static int WriteCache(string folder, int seed)
    {
        var random = new Random(seed);
        var cache = new ExecutableCache(Path.Combine(folder, "xla"), Path.Combine(folder, "own", "cache.key"), CacheCapacity, Console.WriteLine);
        while (true)
        {
            int n = random.Next(CacheKeys), m = random.Next(CacheKeys);
            cache.Put(CacheKeyOf(n), CacheEntryOf(n));
            if (cache.Get(CacheKeyOf(m)) is { } found && !found.SequenceEqual(CacheEntryOf(m))) return 4;
        }
    }

    public const int CacheKeys = 16, CacheCapacity = 1 << 20;

    public static CacheKey CacheKeyOf(int n) => CacheKey.Of([(byte)n], []);

    /// <summary>The bytes of an entry, which differ from those of other entries.</summary>
    public static byte[] CacheEntryOf(int n)
    {
        var r = new byte[20_000 + 7_000 * n];
        new Random(n).NextBytes(r);
        return r;
    }

    /// <summary>Installs a plugin once, or repeatedly until it is killed.</summary>
    static int Install(string file, bool once)
    {
        string hash = PluginInstaller.Hash(file);
        Console.WriteLine("ready");
        do PluginInstaller.Install(file, hash, "a test");
        while (!once);
        return 0;
    }

    /// <summary>Prints the number of wrong results of calls on 16 threads, and the live objects before and after.</summary>
    static int Threads(int calls)
    {
        _ = XlaPlugin.Client;
        Console.WriteLine(FaultTests.LiveByKind());
        Console.WriteLine(PluginTests.Threads(calls));
        Console.WriteLine(FaultTests.LiveByKind());
        return 0;
    }

    /// <summary>Computes, releases XLA while results are alive, reads them, and computes again. Prints the clients.</summary>
    static int Stop()
    {
        static Tensor Run() => BackendChoice.Get(Backend.Xla).Compile(Transform.Stage(v => [v[0] * v[0]], [Tensor.Of(2.0, 3.0)]).Graph, []).Run([Tensor.Of(2.0, 3.0)])![0];
        static void Show(string text) => Console.WriteLine($"{text} {FaultTests.LiveByKind()}");
        Show(string.Join(' ', Looked()));
        XlaRuntime.Stop();
        Show("stopped");
        Show(string.Join(' ', Looked()));
        return 0;

        static double[] Looked()
        {
            var y = Run();
            XlaRuntime.Stop();
            return Numeric.Doubles(y);
        }
    }

    /// <summary>Lets the plugin refuse a program, and prints the error code.</summary>
    static int BadProgram()
    {
        try
        {
            XlaPlugin.Client.Compile("func.func @main() { nonsense }"u8, CompileOptionsMessage.For(0));
        }
        catch (PjrtException e)
        {
            Console.WriteLine(e.Code);
        }
        return 0;
    }

    /// <summary>Reads programs, runs each with zeros, and prints the results or the error, a line each.</summary>
    static int Import(string[] files)
    {
        foreach (string file in files)
        {
            try
            {
                var program = XlaProgram.Read("p.mlir", File.ReadAllBytes(file), "p");
                Console.WriteLine($"{Path.GetFileName(file)}: {string.Join<Tensor>(' ', program.Run(Array.ConvertAll(program.Signature.Inputs, Tensor.Zeros)))}");
            }
            catch (AdException e)
            {
                Console.WriteLine($"{Path.GetFileName(file)}: {e.Message}");
            }
        }
        return 0;
    }

    /// <summary>Traces a loop that does not end.</summary>
    static int Endless()
    {
        Function.Of(x =>
        {
            while (true) x += 1;
        }).Call(1.0);
        return 0;
    }

    /// <summary>Compiles a function that calls a function twice, which calls one twice, 40 deep.</summary>
    static int Doubled()
    {
        var f = Function.Of("f0", ["x"], (Func<Value, Value>)(x => x * x));
        for (int i = 0; i < 40; i++)
        {
            var below = f;
            f = Function.Of("f", ["x"], (Func<Value, Value>)(x => (Value)below.Call(x + 1)! + (Value)below.Call(x)!));
        }
        new CallSite(f, Backends.Managed.ManagedBackend.Instance).Call(f.Flatten([3.0]), null);
        return 0;
    }

    /// <summary>Prints the square of 3, computed by the plugin that the environment names, after removing variables.</summary>
    static int Compute(string[] unset)
    {
        foreach (string name in unset) Environment.SetEnvironmentVariable(name, null);
        var f = Function.Of(x => x * x);
        Console.WriteLine(new CallSite(f, BackendChoice.Get(Backend.Xla)).Call(f.Flatten([3.0]), null).Leaves[0]);
        return 0;
    }
}
