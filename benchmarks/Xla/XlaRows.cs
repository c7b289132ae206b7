using System.Collections;
using System.Management.Automation;
using Autodiff.Backends.Xla.Runtime;
using Autodiff.Functions;

namespace Autodiff.Benchmarks.Xla;

/// <summary>The functions whose programs JAX wrote down (programs/*.mlir), written for Autodiff.</summary>
static class XlaRows
{
    const int Million = 1_000_000;

    /// <summary>The message if there is no plugin.</summary>
    public const string NoPlugin = "XLA's rows need a PJRT plugin: Install-AdRuntime installs one, $env:AUTODIFF_PJRT_PLUGIN names one.";

    /// <summary>The rows of XLA and of Managed beside raw PJRT running JAX's programs; none if there is no plugin.</summary>
    public static IReadOnlyList<Benchmark> All
    {
        get
        {
            if (!PluginLocator.Candidates(null).Any()) return [];
            return [new XlaNumber(), .. Rows(Backend.Xla), .. Rows(Backend.Managed), new FirstStep()];
        }
    }

    static XlaRow[] Rows(Backend backend) =>
    [
        new(backend, "tanh of a number", "scalar", Function.Of(x => Ad.Tanh(x)), [Tensor.Scalar(0.5f)]),
        new(backend, "tanh(2x + 1) · exp(x), 1M", "elementwise", Function.Of(Elementwise), [Numbers(Million)]),
        new(backend, "its gradient", "elementwise_grad", Function.Of(x => Ad.Sum(Elementwise(x))).Gradient(), [Numbers(Million)]),
        new(backend, "gradient of Rosenbrock, 1M", "rosenbrock_grad", Function.Of(Rosenbrock).Gradient(), [Numbers(Million)]),
        new(backend, "a gradient mapped over 1M", "vmap_grad", Function.Of(x => x * x * Ad.Exp(-x) + 2 * Ad.Sin(x)).Gradient().Vmap(), [Numbers(Million)]),
        new(backend, "matmul 256", "matmul256", Product, [Numbers(256, 256), Numbers(256, 256)]),
        new(backend, "matmul 1024", "matmul1024", Product, [Numbers(1024, 1024), Numbers(1024, 1024)]),
        new(backend, "gradient of a recurrent net, 1000 steps", "rnn_grad", Function.Of("rnn", ["w", "xs"], (Func<Value, Value, Value>)Recurrent).Gradient("w"), [Numbers(64, 64), Numbers(1000, 64)]),
        Step(backend, "step of MLP 4-16-3, batch 32", "mlp_4_16_3", 32, 4, 16, 3),
        Step(backend, "step of MLP 784-512-512-10, batch 128", "mlp_784_512_512_10", 128, 784, 512, 512, 10),
    ];

    static Function Product => Function.Of("product", ["a", "b"], (Func<Value, Value, Value>)Ad.MatMul);

    static Value Elementwise(Value x) => Ad.Tanh(2 * x + 1) * Ad.Exp(x);

    static Value Rosenbrock(Value x)
    {
        Value tail = Ad.Slice(x, 1, Million), head = Ad.Slice(x, 0, Million - 1);
        return Ad.Sum(100 * Ad.Square(tail - Ad.Square(head)) + Ad.Square(1 - head));
    }

    static Value Recurrent(Value w, Value xs) =>
        Ad.Sum((Value)Ad.Scan((Func<object?[], object?>)(a =>
        {
            var h = Ad.Tanh(Ad.MatMul((Value)a[0]!, w) + (Value)a[1]!);
            return new object?[] { h, null };
        }), Ad.Zeros(64, DType.F32), xs)[0]!);

    /// <summary>A step of gradient descent: weights and biases, inputs, one-hot labels → the next weights and biases, the loss.</summary>
    static XlaRow Step(Backend backend, string name, string program, int batch, params int[] widths)
    {
        int layers = widths.Length - 1;
        string[] names = [.. Enumerable.Range(0, 2 * layers).Select(i => $"p{i}")];
        Body loss = (Func<object?[], object?>)(a =>
        {
            var x = (Value)a[^2]!;
            for (int i = 0; i < layers; i++)
            {
                x = Ad.MatMul(x, (Value)a[2 * i]!) + (Value)a[2 * i + 1]!;
                if (i < layers - 1) x = Ad.Tanh(x);
            }
            return -Ad.Mean(Ad.Sum((Value)a[^1]! * Ad.LogSoftmax(x), 1));
        });
        var gradient = Function.Of("loss", [.. names, "x", "y"], loss).Gradient(new GradientOptions { Parameters = names, WithValue = true });
        Body step = (Func<object?[], object?>)(a =>
        {
            var r = Record(gradient.Call(a));
            var slopes = Record(r["Gradient"]);
            return (object?[])[.. names.Select((n, i) => (Value)a[i]! - 0.1 * (Value)slopes[n]!), r["Value"]];
        });
        Tensor[] start = [.. Enumerable.Range(0, layers).SelectMany(i => new[] { Numbers(widths[i], widths[i + 1]), Numbers(widths[i + 1]) })];
        return new(backend, name, program, Function.Of("step", [.. names, "x", "y"], step), [.. start, Numbers(batch, widths[0]), Labels(batch, widths[^1])], names.Length);
    }

    // The rows before may have started PowerShell, whose records are PSObjects.
    static IDictionary Record(object? x) => x as IDictionary ?? ((PSObject)x!).Properties.ToDictionary(p => p.Name, p => p.Value);

    /// <summary>Numbers with about the size of weights.</summary>
    static Tensor Numbers(params int[] shape)
    {
        var random = new Random(0);
        var r = new float[new Shape(shape).Size];
        for (int i = 0; i < r.Length; i++) r[i] = 0.1f * (random.NextSingle() - 0.5f);
        return Tensor.Of<float>(r, shape);
    }

    static Tensor Labels(int rows, int classes)
    {
        var r = new float[rows * classes];
        for (int i = 0; i < rows; i++) r[i * classes + i % classes] = 1;
        return Tensor.Of<float>(r, (int[])[rows, classes]);
    }
}
