using System.Collections;
using Autodiff.Core.Tests.Laws;

namespace Autodiff.Core.Tests.Functions;

/// <summary>A C# caller can ask for whatever a cmdlet can.</summary>
public class OptionTests
{
    static readonly Function product = Function.Of((a, b) => a * a * b);

    static object? Part(object? tree, string name) => ((IDictionary)tree!)[name];

    static double[] Numbers(object? value) => Numeric.Doubles((Value)value!);

    [Fact]
    public void A_gradient_with_its_value_by_some_parameters_in_either_mode()
    {
        foreach (var mode in Enum.GetValues<DifferentiationMode>())
        {
            object? r = product.Gradient(new GradientOptions { Parameters = ["B", "a"], WithValue = true, Mode = mode }).Invoke(3.0, 2.0);
            Assert.Equal(18.0, Part(r, "Value"));
            Assert.Equal((9.0, 12.0), (Part(Part(r, "Gradient"), "b"), Part(Part(r, "Gradient"), "a")));
        }
        Says.Error("UnknownParameter … Parameters takes a, b", () => product.Gradient(new GradientOptions { Parameters = ["c"] }));
    }

    [Fact]
    public void An_auxiliary_result_rides_along()
    {
        var f = Function.Of("f", ["x"], (Func<object?[], object?>)(v => new object?[] { (Value)v[0]! * 2, (Value)v[0]! + 1 }));
        object? r = f.Gradient(new GradientOptions { Auxiliary = true }).Invoke(3.0);
        Assert.Equal((2.0, 4.0), (Part(r, "Gradient"), Part(r, "Auxiliary")));
        Says.Error("NoAuxiliary … Auxiliary … several results", () => product.Gradient(new GradientOptions { Auxiliary = true }).Call(1.0, 1.0));
    }

    [Fact]
    public void A_Jacobian_and_a_Hessian_in_every_mode()
    {
        foreach (var mode in Enum.GetValues<DifferentiationMode>())
        {
            Assert.Equal(12.0, product.Jacobian(new JacobianOptions { Parameters = ["a"], Mode = mode }).Invoke(3.0, 2.0));
            Assert.Equal(4.0, product.Hessian(new JacobianOptions { Parameters = ["a"], Mode = mode }).Invoke(3.0, 2.0));
        }
    }

    public static TheoryData<string, AxisMap> InAxes => new()
    {
        { "positions", AxisMap.Create([1, null]) },
        { "array", new int?[] { 1, null } },
        { "names", new Dictionary<string, int?> { ["B"] = null, ["a"] = 1 } },
        { "negative", AxisMap.Create([-1, null]) },
    };

    [Theory, MemberData(nameof(InAxes))]
    public void Items_lie_along_given_axes(string how, AxisMap axes)
    {
        var x = Tensor.Of<double>([1, 2, 3, 4, 5, 6], [2, 3]);
        var f = Function.Of((a, b) => Ad.Sum(a) * b);
        Assert.True(Numbers(f.Vmap(new VmapOptions { InAxes = axes }).Call(x, 10.0)) is [50, 70, 90], how);
        Assert.Equal([60.0, 150], Numbers(f.Vmap(new VmapOptions { InAxes = [0, null] }).Call(x, 10.0)));
        Assert.Equal([6.0, 15], Numbers(f.Vmap(new VmapOptions { InAxes = 0 }).Call(x, Tensor.Of(1.0, 1))));
    }

    [Fact]
    public void Items_of_results_lie_along_given_axes()
    {
        var f = Function.Of("f", ["x"], (Func<object?[], object?>)(v => new Hashtable { ["p"] = (Value)v[0]! * 2, ["q"] = 3.0 }));
        var x = Tensor.Of<double>([1, 2, 3, 4], [2, 2]);
        object? r = f.Vmap(new VmapOptions { OutAxes = new Dictionary<string, int?> { ["p"] = 1, ["q"] = null } }).Call(x);
        Assert.Equal([2.0, 6, 4, 8], Numbers(Part(r, "p")));
        Assert.Equal([3.0], Numbers(Part(r, "q")));
    }

    [Fact]
    public void Axes_that_do_not_fit_are_errors()
    {
        Says.Error("WrongArgumentCount … f(a, b) … InAxes … 3", () => product.Vmap(new VmapOptions { InAxes = [0, 0, 0] }));
        Says.Error("UnknownParameter … f(a, b) … 'c' … InAxes", () => product.Vmap(new VmapOptions { InAxes = new Dictionary<string, int?> { ["c"] = 0 } }));
        Says.Error("WrongResultCount … Vmap: … OutAxes … 2 axes", () => product.Vmap(new VmapOptions { OutAxes = [0, 0] }).Call(Tensor.Of(1.0, 2), Tensor.Of(1.0, 2)));
        Assert.Equal("a: 0, b: null", ((AxisMap)new Dictionary<string, int?> { ["a"] = 0, ["b"] = null }).ToString());
    }

    [Fact]
    public void Options_that_exclude_each_other_are_errors()
    {
        AxisMap a = new Dictionary<string, int?> { ["a"] = 0 };
        Says.Error("NeedsXla … Backend Xla", () => product.Compile(new CompileOptions { Backend = Backend.Managed, ShardAxes = a }));
        Says.Error("AmbiguousArgument … Device … DeviceCount", () => product.Compile(new CompileOptions { Device = "cpu:1", DeviceCount = 2 }));
        Says.Error("AmbiguousArgument … BatchSize … Vmap", () => product.Compile(new CompileOptions { BatchSize = 2, ShardAxes = a }));
        Says.Error("AmbiguousArgument … Donate … BatchSize", () => product.Compile(new CompileOptions { BatchSize = 2, Donate = ["a"] }));
        Says.Error("UnknownDevice … Device … Backend Xla", () => product.Compile(new CompileOptions { Backend = Backend.Managed, Device = "cpu:1" }));
        Says.Error("NothingToShard … ShardAxes", () => product.Compile(new CompileOptions { DeviceCount = 2 }));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(4), InlineData(100)]
    public void A_sequence_is_computed_in_batches(int size)
    {
        int traces = 0;
        var f = Function.Of(x =>
        {
            traces++;
            return x * x;
        }).Compile(new CompileOptions { BatchSize = size });
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (double)i * i), f.Map(Enumerable.Range(0, 10).Select(i => new object?[] { (double)i })).Select(y => Numbers(y)[0]));
        // What does not fit with the items before begins a group of its own.
        object?[][] mixed = [[1.0], [Tensor.Of(1.0, 2)], [Tensor.Of(3.0, 4)], [2.0]];
        Assert.Equal([[1.0], [1, 4], [9, 16], [4]], f.Map(mixed).Select(Numbers));
        Assert.Equal(2, traces);
        Assert.Equal(Math.Max(1, size), f.Options.BatchSize);
    }

    [Fact]
    public void Graphs_are_shown_and_operations_one_by_one()
    {
        var f = Function.Of(x => Ad.Sin(x) + Ad.Sin(x));
        Assert.Empty(f.Graphs());
        Assert.Equal(2, f.Graph(default, 1.0).Split("sin").Length - 1);
        Assert.Equal(1, f.Graph(new GraphOptions { Optimized = true }, 1.0).Split("sin").Length - 1);
        Assert.Contains("stablehlo.sine", Assert.Single(f.Graphs(new GraphOptions { Format = GraphFormat.StableHlo })), StringComparison.Ordinal);
        var lines = new List<string>();
        Assert.Equal(2 * Math.Sin(1), f.Interpret(lines.Add, 1.0));
        Assert.Equal(["sin", "sin", "add"], lines.Select(l => l[(l.IndexOf(": ", StringComparison.Ordinal) is > 0 and < 12 and var i ? i + 2 : 0)..].Split(' ')[0]));
    }

    [Fact]
    public void A_new_file_replaces_none()
    {
        string path = Path.Combine(Path.GetTempPath(), $"autodiff-{Guid.NewGuid():N}.mlir");
        try
        {
            product.ExportNewFile(path, 1.0, 2.0);
            string text = File.ReadAllText(path);
            Says.Error("WriteFailed … already", () => product.ExportNewFile(path, 1f, 2f));
            Assert.Equal(text, File.ReadAllText(path));
            product.Export(path, 1f, 2f);
            Assert.NotEqual(text, File.ReadAllText(path));
            Assert.Equal("g", Function.Import(path, "g").Name);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Parameters_have_the_names_of_the_lambda()
    {
        Assert.Equal(["a", "b"], product.Parameters);
        Assert.Equal(["p", "q", "r"], Function.Of((p, q, r) => p * q * r).Parameters);
        Assert.Equal(["x"], Function.Of(Ad.Sin).Parameters);
    }
}
