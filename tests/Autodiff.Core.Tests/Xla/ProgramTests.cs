using System.Text;
using System.Text.Json;
using Autodiff.Backends;
using Autodiff.Backends.Managed;
using Autodiff.Backends.Xla;
using Autodiff.Core.Tests.Laws;
using Autodiff.Core.Tests.StableHlo;
using Autodiff.Core.Tests.Xla.Child;
using Autodiff.Functions;
using Autodiff.Programs;
using Autodiff.Trees;
using CsCheck;

namespace Autodiff.Core.Tests.Xla;

/// <summary>Programs from files: JAX's programs give JAX's results, ours those of the exported function, and all checks are made before XLA sees them.</summary>
public sealed class ProgramTests : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("ad-program-").FullName;

    public void Dispose() => Directory.Delete(root, true);

    string Write(string file, string text)
    {
        string path = Path.Combine(root, file);
        File.WriteAllText(path, text);
        return path;
    }

    static Tensor Read(JsonElement e)
    {
        double[] data = [.. e.GetProperty("data").EnumerateArray().Select(d => d.GetDouble())];
        return Numeric.Tensor(new(DType.Parse(e.GetProperty("dtype").GetString()!), new([.. e.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32())])), data);
    }

    [XlaTheory]
    [InlineData("polynomial.mlir"), InlineData("polynomial.mlirbc"), InlineData("two_results.mlir"), InlineData("two_results.mlirbc"), InlineData("mlp.mlir"), InlineData("mlp.mlirbc")]
    public void A_program_of_JAX_gives_its_results(string file)
    {
        var f = Function.Import(TestData.Path(Path.Combine("stablehlo", file)));
        using var json = JsonDocument.Parse(File.ReadAllText(TestData.Path(Path.Combine("stablehlo", Path.ChangeExtension(file, "json")))));
        Tensor[] Tensors(string name) => [.. json.RootElement.GetProperty(name).EnumerateArray().Select(Read)];
        object?[] x = Tensors("args");
        Assert.Equal(x.Select((_, i) => $"arg{i}"), f.Parameters);
        object? y = f.Call(x);
        Value[] results = y is object?[] several ? [.. several.Cast<Value>()] : [(Value)y!];
        var expected = Tensors("results");
        Assert.Equal(expected.Length, results.Length);
        for (int i = 0; i < expected.Length; i++) Numeric.Close(expected[i], results[i], expected[i].DType == DType.F32 ? 2e-5 : 1e-9, file);
    }

    [XlaFact]
    public void A_function_of_trees_comes_back()
    {
        var f = Function.Of("layer", ["p", "x", "n"], (Func<object?[], object?>)(a =>
        {
            var p = (System.Collections.IDictionary)a[0]!;
            var list = (System.Collections.IList)p["rest"]!;
            var (w, x) = ((Value)p["w"]!, (Value)a[1]!);
            return new object?[] { Ad.Tanh(x * w), new System.Collections.Hashtable { ["sum"] = Ad.Sum(x) + (Value)list[1]!, ["n"] = (Value)a[2]! + 1, ["none"] = null } };
        }));
        var p = new System.Collections.Hashtable { ["w"] = Tensor.Of(0.5f, 1, 2), ["rest"] = new List<object?> { null, Tensor.Of(1f, 2, 3) } };
        object?[] x = [p, Tensor.Of(1f, -2, 3), 3];
        string path = Path.Combine(root, "layer.mlir");
        f.Export(path, x);
        var g = Function.Import(path);
        Assert.Equal("layer(p, x, n)", g.ToString());
        var (before, after) = (Tree.Of(f.Call(x), ""), Tree.Of(g.Call(x), ""));
        Assert.Equal(before.Definition, after.Definition);
        for (int i = 0; i < before.Leaves.Length; i++) Numeric.Close(before.Leaves[i], after.Leaves[i], 1e-6, "layer");
        Assert.Equal(before.Leaves.Select(v => v.Type), after.Leaves.Select(v => v.Type));
    }

    public static TheoryData<string, string> Rows
    {
        get
        {
            // One in ten, because each needs a compilation. Another test covers what XLA makes of the others.
            var r = new TheoryData<string, string>();
            foreach (var (row, i) in Table.Rows.Select((r, i) => (r, i)))
                if (i % 10 == 0) r.Add(row.Text, row.DTypes[i / 10 % row.DTypes.Length].Name);
            return r;
        }
    }

    [XlaTheory, MemberData(nameof(Rows))]
    public void An_exported_function_gives_what_it_gave(string row, string dtype)
    {
        var c = Table.Row(row).Cases(dtype, 1).Single(_ => true, "crxe88QH0nF2");
        var f = Function.Of("f", [.. c.X.Select((_, i) => $"x{i}")], (Func<object?[], object?>)(a => c.F([.. a.Cast<Value>()])));
        string path = Path.Combine(root, "f.mlir");
        f.Export(path, c.X);
        var expected = Tree.Of(f.Call(c.X), "").Leaves;
        var actual = Tree.Of(Function.Import(path).Call(c.X), "").Leaves;
        for (int i = 0; i < expected.Length; i++) Numeric.Close(expected[i], actual[i], c.Tolerance(expected[i].DType), c.ToString());
    }

    [XlaFact]
    public void Large_constants_are_in_the_file_to_the_bit()
    {
        var table = Tensor.Of([.. Enumerable.Range(0, 1000).Select(i => Math.Sin(i) * Math.Pow(10, i % 600 - 300))]);
        var f = Function.Of(x => table * x);
        string path = Path.Combine(root, "table.mlir");
        f.Export(path, 1.0);
        Assert.Contains("dense<\"0x", File.ReadAllText(path), StringComparison.Ordinal);
        Numeric.Same(table, (Value)Function.Import(path).Call(1.0)!, "table");
    }

    [XlaFact]
    public void Arguments_are_checked_before_XLA_sees_them()
    {
        var f = Function.Import(Write("f.mlir", "func.func @main(%x: tensor<3xf32>, %s: tensor<f32>, %n: tensor<i64>) -> tensor<3xf32> { return %x : tensor<3xf32> }"));
        void Refuses(string error, params object?[] x) => Says.Error(error, () => f.Call(x));
        var x = Tensor.Of(1f, 2, 3);
        Refuses("DTypeMismatch … f: x … f64[3] … f32[3] … Ad.Cast(x, \"f32\")", Tensor.Of(1.0, 2, 3), 1, 1);
        Refuses("DTypeMismatch … f: x … i32[3] … f32[3] … Ad.Cast(x, \"f32\")", Tensor.Of(1, 2, 3), 1, 1);
        Refuses("ShapeMismatch … f: x … f32[1,3] … f32[3]", Tensor.Of<float>([1, 2, 3], (int[])[1, 3]), 1, 1);
        Refuses("DTypeMismatch … f: n … f64[] … i64[] … \"i64\")", x, 1, 1.5);
        Refuses("MissingArgument … f(x, s, n): … 'n'", x, 1);
        Refuses("WrongArgumentCount … f(x, s, n) … 4", x, 1, 1, 1);
        Refuses("StructureMismatch … x … [*, *]", new object?[] { x, x }, 1, 1);
        // A plain number takes the dtype of its parameter.
        Assert.Equal([1, 2, 3], Numeric.Doubles((Value)f.Call(x, 2.5, 7)!));
    }

    [XlaFact]
    public void Structures_are_matched_by_name()
    {
        var f = Function.Of("f", ["p"], (Func<object?[], object?>)(a => ((System.Collections.IDictionary)a[0]!)["b"]));
        string path = Path.Combine(root, "f.mlir");
        f.Export(path, new System.Collections.Hashtable { ["a"] = 1.0, ["b"] = 2.0 });
        var g = Function.Import(path);
        Assert.Equal(5.0, ((Tensor)g.Call(new System.Collections.Specialized.OrderedDictionary { ["b"] = 5.0, ["a"] = 4.0 })!).Item());
        Says.Error("StructureMismatch … f: p.b … {a: *, b: *}", () => g.Call(new System.Collections.Hashtable { ["a"] = 1.0 }));
        Says.Error("StructureMismatch … p … 'c'", () => g.Call(new System.Collections.Hashtable { ["a"] = 1.0, ["b"] = 1.0, ["c"] = 1.0 }));
    }

    [XlaFact]
    public void It_is_a_function_in_a_function_and_has_no_derivatives()
    {
        var f = Function.Import(Write("f.mlir", "func.func @main(%x: tensor<f64>) -> tensor<f64> { %y = stablehlo.sine %x : tensor<f64>\n return %y : tensor<f64> }"));
        var g = Function.Of("g", ["x"], (Func<Value, Value>)(x => DynamicAnswers.Truth(Ad.Greater((Value)f.Call(x)!, 0)) ? 2 * (Value)f.Call(x + 1)! : x));
        Assert.Equal(2 * Math.Sin(2), ((Tensor)g.Call(1.0)!).ToDouble(0), 1e-12);
        Assert.Equal(-1, ((Tensor)g.Call(-1.0)!).ToDouble(0));
        Assert.Equal(2 * Math.Sin(2), Numeric.Doubles(new CallSite(g, XlaPlugin.Backend).Call(g.Flatten([1.0]), null).Leaves[0])[0], 1e-12);

        foreach (Func<Function> transform in (Func<Function>[])[() => f.Gradient(), () => f.Vmap(), () => f.Jacobian(), () => f.Hessian(), () => f.Jvp(), () => f.Vjp()])
            Says.Error("ImportedProgram … f.mlir", () => transform());
        var caller = Function.Of("h", ["x"], (Func<Value, Value>)(x => (Value)f.Call(x)! * x));
        foreach (var h in (Function[])[caller.Gradient(), caller.Vmap()])
            Says.Error("ImportedProgram … f.mlir", () => h.Call(h.Name.StartsWith('v') ? Tensor.Of(1.0) : 1.0));
        foreach (var h in (Function[])[f, caller]) Says.Error("ImportedProgram … (x) … Copy its file", () => h.Export(Path.Combine(root, "g.mlir"), -1.0));
        Assert.False(File.Exists(Path.Combine(root, "g.mlir")));
    }

    [Fact]
    public void Managed_says_what_runs_it()
    {
        var f = Function.Import(Write("f.mlir", "func.func @main(%x: tensor<f64>) -> tensor<f64> { return %x : tensor<f64> }"));
        var e = Assert.Throws<AdException>(() => new CallSite(f, ManagedBackend.Instance).Call(f.Flatten([1.0]), null));
        Assert.Equal("NeedsXla", e.Id);
        Says.Error("NeedsXla … Backend Xla … AdRuntime.Install", e);
    }

    [XlaFact]
    public void What_XLA_refuses_is_its_error()
    {
        var f = Function.Import(Write("f.mlir", "func.func @main(%x: tensor<f64>) -> tensor<f64> { %y = stablehlo.nonsense %x : tensor<f64>\n return %y : tensor<f64> }"));
        Says.Error("InvalidFile … f.mlir: XLA", () => f.Call(1.0));
        string bytecode = Path.Combine(root, "f.mlirbc");
        File.WriteAllBytes(bytecode, [.. "ML\u00efR"u8[..2], 0xEF, (byte)'R', 1, 2, 3, 4]);
        Says.Error("InvalidFile … f.mlirbc: XLA", () => Function.Import(bytecode));
    }

    // Programs with a number in the place of $, for XLA's own checks.
    static readonly string[] numbered =
    [
        "%y = stablehlo.transpose %x, dims = [$, 0] : (M) -> tensor<3x2xf64>",
        "%y = stablehlo.reverse %x, dims = [$] : M",
        "%y = stablehlo.broadcast_in_dim %x, dims = [$, 1] : (M) -> M",
        "%y = stablehlo.iota dim = $ : M",
        "%y = stablehlo.concatenate %x, %x, dim = $ : (M, M) -> tensor<4x3xf64>",
        "%y = stablehlo.reduce(%x init: %c) applies stablehlo.add across dimensions = [$] : (M, tensor<f64>) -> tensor<3xf64>",
        "%y = stablehlo.dot_general %x, %x, contracting_dims = [$] x [1] : (M, M) -> tensor<2x2xf64>",
        "%y = stablehlo.slice %x [0:2:$, 0:3] : (M) -> tensor<1x3xf64>",
        "%y = stablehlo.slice %x [0:$, 0:3] : (M) -> M",
        "%y = stablehlo.pad %x, %c, low = [$, 0], high = [-$, 0], interior = [0, 0] : (M, tensor<f64>) -> M",
        "%y = stablehlo.pad %x, %c, low = [0, 0], high = [0, 0], interior = [$, 0] : (M, tensor<f64>) -> M",
        "%y, %z = chlo.top_k(%x, k = $) : M -> (tensor<2x3xf64>, tensor<2x3xi32>)",
        "%y = \"chlo.broadcast_add\"(%x, %x) {broadcast_dimensions = array<i64: $, 1>} : (M, M) -> M",
        "%y = \"stablehlo.reduce_window\"(%x, %c) <{window_dimensions = array<i64: 1, 1>, padding = dense<[[$, -$], [0, 0]]> : tensor<2x2xi64>}> ({\n^bb0(%a: tensor<f64>, %b: tensor<f64>):\nstablehlo.return %a : tensor<f64>\n}) : (M, tensor<f64>) -> M",
        "%y = stablehlo.convolution(%l, %k) dim_numbers = [b, $, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [1, 1]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x4x4x2xf64>, tensor<2x2x2x3xf64>) -> tensor<1x3x3x3xf64>",
        "%y = stablehlo.convolution(%l, %k) dim_numbers = [b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f], window = {stride = [$, 1], rhs_dilate = [1, $]} {batch_group_count = 1 : i64, feature_group_count = 1 : i64} : (tensor<1x4x4x2xf64>, tensor<2x2x2x3xf64>) -> tensor<1x3x3x3xf64>",
        "%y = stablehlo.sine %x {mhlo.sharding = \"{devices=[$,2]0,1}\"} : M",
    ];

    [XlaFact]
    public void Numbers_out_of_range_do_not_end_the_process()
    {
        string[] numbers = ["-1", "2", "64", "2147483648", "4294967296", "4294967297", "140737488355328", "9223372036854775807", "-9223372036854775808"];
        var files = from i in Enumerable.Range(0, numbered.Length)
                    from n in numbers
                    let body = numbered[i].Replace("-$", n.StartsWith('-') ? n[1..] : "-" + n, StringComparison.Ordinal).Replace("$", n, StringComparison.Ordinal).Replace("M", "tensor<2x3xf64>", StringComparison.Ordinal)
                    let constants = "%c = stablehlo.constant dense<0.0> : tensor<f64>\n%l = stablehlo.constant dense<1.0> : tensor<1x4x4x2xf64>\n%k = stablehlo.constant dense<1.0> : tensor<2x2x2x3xf64>"
                    select Write($"{i} at {n}", $"func.func @main(%x: tensor<2x3xf64>) -> tensor<2x3xf64> {{\n{constants}\n{body}\nreturn %x : tensor<2x3xf64>\n}}");
        var child = ChildProcess.Run(root, ["import", .. files]);
        Assert.True(child.ExitCode == 0, $"The process ended after {child.Output.TrimEnd().Split('\n')[^1]}");
    }

    [XlaFact]
    public void Arguments_outlive_a_program_that_was_exported_to_overwrite_them()
    {
        var f = Function.Import(Write("f.mlir", "func.func @main(%x: tensor<4xf64> {tf.aliasing_output = 0 : i32}) -> tensor<4xf64> { %y = stablehlo.sine %x : tensor<4xf64>\n return %y : tensor<4xf64> }"));
        var x = (Tensor)f.Call(Tensor.Of(1.0, 2, 3, 4))!;
        for (int i = 0; i < 3; i++) Assert.Equal(Math.Sin(Math.Sin(2)), Numeric.Doubles((Value)f.Call(x)!)[1], 1e-12);
        Assert.Equal(Math.Sin(2), Numeric.Doubles(x)[1], 1e-12);
    }

    [XlaFact]
    public void A_layout_that_is_not_row_major_is_refused()
    {
        var f = Function.Import(Write("f.mlir", "func.func @main(%x: tensor<2x3xf64> {mhlo.layout_mode = \"{0,1}\"}) -> tensor<2x3xf64> { return %x : tensor<2x3xf64> }"));
        Assert.Contains("argument 0 has the layout {0,1}", Assert.Throws<AdException>(() => f.Call(Tensor.Of<double>([1, 2, 3, 4, 5, 6], (int[])[2, 3]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_that_is_not_the_programs_is_refused()
    {
        string Program(string json) => $"module attributes {{autodiff.signature = \"{json.Replace("\"", "\\\"", StringComparison.Ordinal)}\"}} {{ func.func @main(%x: tensor<f64>) -> tensor<f64> {{ return %x : tensor<f64> }} }}";
        foreach (string json in (string[])["", "{}", "[]", "{\"name\":\"f\",\"arguments\":{\"x\":\"f9[]\"},\"result\":\"f64[]\"}", "{\"name\":\"f\",\"arguments\":{\"x\":\"f64[]\",\"x\":\"f64[]\"},\"result\":\"f64[]\"}", "{\"name\":\"f\",\"arguments\":{\"x\":[\"dictionary\",{\"a\":\"f64[]\",\"A\":\"f64[]\"}]},\"result\":\"f64[]\"}", "{\"name\":1,\"arguments\":{\"x\":\"f64[]\"},\"result\":\"f64[]\"}", "{\"name\":\"f\",\"arguments\":{\"x\":[\"script\",\"f64[]\"]},\"result\":\"f64[]\"}", "{\"name\":\"f\",\"arguments\":{\"x\":\"f64[-1]\"},\"result\":\"f64[]\"}", new string('[', 10_000)])
            Assert.Contains("f.mlir: its autodiff.signature cannot be read", Assert.Throws<AdFormatException>(() => Function.Import(Write("f.mlir", Program(json)))).Message, StringComparison.Ordinal);
        foreach (string json in (string[])["{\"name\":\"f\",\"arguments\":{\"x\":\"f32[]\"},\"result\":\"f64[]\"}", "{\"name\":\"f\",\"arguments\":{},\"result\":\"f64[]\"}", "{\"name\":\"f\",\"arguments\":{\"x\":\"f64[]\"},\"result\":[\"array\"]}"])
            Assert.Contains("but the program is (f64[]) -> (f64[])", Assert.Throws<AdFormatException>(() => Function.Import(Write("f.mlir", Program(json)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_export_takes_the_place_of_a_file_at_once_or_leaves_it()
    {
        var f = Function.Of(x => x * 2);
        string path = Write("f.mlir", "before");
        Exporting.Write("after", path, overwrite: true);
        Assert.Equal("after", File.ReadAllText(path));
        Assert.Contains("already", Assert.Throws<AdException>(() => Exporting.Write("again", path, overwrite: false)).Message, StringComparison.Ordinal);
        Assert.Throws<AdException>(() => f.Export(Path.Combine(root, "none", "f.mlir"), 1.0));
        Assert.Throws<AdException>(() => Exporting.Write("x", root, overwrite: true));
        Assert.Equal(["f.mlir"], Directory.GetFileSystemEntries(root).Select(Path.GetFileName));
        Assert.Equal("after", File.ReadAllText(path));
    }

    [Fact]
    public void A_condition_on_an_argument_has_no_value_in_an_export()
    {
        var f = Function.Of(x => DynamicAnswers.Truth(Ad.Greater(x, 0)) ? x : -x);
        foreach (bool isKnown in (bool[])[false, true])
        {
            if (isKnown) f.Call(1.0);
            var e = Assert.Throws<NoValueException>(() => f.Export(Path.Combine(root, "f.mlir"), 1.0));
            Says.Error("NoValue … Export … Ad.Where", e);
        }
        Assert.Empty(Directory.GetFiles(root));
        Assert.Equal(3.0, ((Tensor)f.Call(-3.0)!).Item());
    }

    [Fact]
    public void Files_that_cannot_be_read_are_said()
    {
        Assert.Contains("cannot be read", Assert.Throws<AdException>(() => Function.Import(Path.Combine(root, "none.mlir"))).Message, StringComparison.Ordinal);
        Assert.Throws<AdFormatException>(() => Function.Import(Write("f.mlir", ScannerTests.Program("%y = stablehlo.custom_call @evil(%x) : (tensor<f64>) -> tensor<f64>"))));
    }
}
