using System.Text;
using Autodiff.StableHlo;

namespace Autodiff.Core.Tests.StableHlo;

/// <summary>Programs are checked as text before XLA sees them. A program that would end the process or never end is refused, with the line and the limit.</summary>
public class ScannerTests
{
    const string Scalar = "tensor<f64>";

    static ProgramText Scan(string text) => ProgramScanner.Scan(Encoding.UTF8.GetBytes(text), "p.mlir");

    /// <summary>A program whose @main has this body, on line 3.</summary>
    internal static string Program(string body, string functions = "") => $"module @p {{\nfunc.func public @main(%x: {Scalar}) -> ({Scalar}) {{\n{body}\nfunc.return %x : {Scalar}\n}}\n{functions}\n}}";

    static string Function(string name, string body) => $"func.func private @{name}(%x: {Scalar}) -> {Scalar} {{\n{body}\nreturn %x : {Scalar}\n}}\n";

    static string Call(string name) => $"%r = func.call @{name}(%x) : ({Scalar}) -> {Scalar}";

    static string Repeat(string s, int n) => new StringBuilder().Insert(0, s, n).ToString();

    // Nested branches.
    static string Regions(int depth) => Repeat("\"stablehlo.case\"(%i) ({\n", depth) + "\"stablehlo.return\"(%x) : (tensor<f64>) -> ()\n" + Repeat("}) : (tensor<i32>) -> tensor<f64>\n", depth);

    static string Constant(string hex, string type) => $"%c = stablehlo.constant dense<\"{hex}\"> : {type}";

    public static TheoryData<string, string, string> Hostile => new()
    {
        { "a function that calls itself", Program(Call("main")), "p.mlir, line 3: @main calls @main" },
        { "a circle of calls", Program(Call("a"), Function("a", Call("b")) + Function("b", Call("c")) + Function("c", Call("a"))), "line 15: @c calls @a" },
        { "a circle in the generic form", Program("%r = \"func.call\"(%x) <{callee = @main}> : (tensor<f64>) -> tensor<f64>"), "line 3: @main calls @main" },
        { "a circle by a quoted name", Program("%r = call @\"main\"(%x) : (tensor<f64>) -> tensor<f64>"), "line 3: @main calls @main" },
        { "a circle by an escaped name", Program("%r = call @\"m\\61in\"(%x) : (tensor<f64>) -> tensor<f64>"), "line 3: @main calls @main" },
        { "a circle of compositions", Program("%r = stablehlo.composite \"a.b\" %x {decomposition = @main} : (tensor<f64>) -> tensor<f64>"), "line 3: @main calls @main" },
        { "a function without a body", Program(Call("g"), "func.func private @g(tensor<f64>) -> tensor<f64>"), "line 6: the function @g has no body" },
        { "1,000 regions", Program(Regions(1000)), "regions nest more than 128 deep, the limit" },
        { "regions of calls", Program(Regions(60), Function("f0", Regions(60).Replace("\"stablehlo.return\"", Call("f1") + "\n\"stablehlo.return\"", StringComparison.Ordinal)) + Function("f1", Regions(60).Replace("\"stablehlo.return\"", Call("f2") + "\n\"stablehlo.return\"", StringComparison.Ordinal)) + Function("f2", Regions(60))), "with this call the regions of @f0 nest more than 128 deep" },
        { "200,000 parentheses", Program(Repeat("(", 200_000)), "line 3: brackets nest more than 512 deep, the limit" },
        { "200,000 braces", Program(Repeat("{", 200_000)), "line 3: regions nest more than 128 deep" },
        { "200,000 square brackets", Program("%c = stablehlo.constant dense<" + Repeat("[", 200_000)), "line 3: brackets nest more than 512 deep" },
        { "200,000 angles", $"#b{Repeat("<", 200_000)}", "line 1: brackets nest more than 512 deep" },
        { "50,001 operations", Program(Repeat("%y = stablehlo.sine %x : tensor<f64>\n", 50_001)), "line 50001: the program has more than 50,000 operations, the limit" },
        { "50,001 operations in the generic form", Program(Repeat("%y = \"stablehlo.sine\"(%x) : (tensor<f64>) -> tensor<f64>\n", 50_001)), "more than 50,000 operations" },
        { "2^40 operations by calls", Program(Call("f0"), string.Concat(Enumerable.Range(0, 40).Select(i => Function($"f{i}", i == 39 ? "" : Call($"f{i + 1}") + "\n" + Call($"f{i + 1}"))))), "with this call @f25 has more than 50,000 operations" },
        { "two dimensions of 2^62", Program("%y = stablehlo.sine %x : tensor<4611686018427387904x1024xf64>"), "line 3: a tensor of 4611686018427387904x1024xf64 has more than 2^47 bytes, the limit" },
        { "a dimension of 2^64", Program("%y = stablehlo.sine %x : tensor<18446744073709551616xf64>"), "line 3: a dimension is larger than 2^63" },
        { "a size that wraps to 0", Program("%y = stablehlo.sine %x : tensor<4294967296x4294967296xf64>"), "more than 2^47 bytes" },
        { "65 dimensions", Program($"%y = stablehlo.sine %x : tensor<{Repeat("1x", 65)}f64>"), "line 3: a tensor has more than 64 dimensions, the limit" },
        { "an open dimension", Program("%y = stablehlo.sine %x : tensor<?xf64>"), "line 3: a tensor has a dynamic dimension" },
        { "an open rank", Program("%y = stablehlo.sine %x : tensor<*xf64>"), "line 3: a tensor has a dynamic dimension or rank" },
        { "too short a constant", Program(Constant("0x" + Repeat("00", 12), "tensor<4xf32>")), "line 3: a constant has 12 bytes in hexadecimal digits, but tensor<4xf32> has 16" },
        { "too long a constant", Program(Constant("0x" + Repeat("00", 40), "tensor<4xf64>")), "line 3: a constant has 40 bytes in hexadecimal digits, but tensor<4xf64> has 32" },
        { "half a byte", Program(Constant("0x000", "tensor<1xf64>")), "line 3: a constant in quotation marks" },
        { "no digits", Program(Constant("0xgg", "tensor<1xi8>")), "two hexadecimal digits" },
        { "a constant of text", Program(Constant("abc", "tensor<1xf64>")), "must be 0x" },
        { "a custom call", Program("%y = stablehlo.custom_call @evil(%x) : (tensor<f64>) -> tensor<f64>"), "line 3: the custom call 'evil' is not accepted" },
        { "a custom call in the generic form", Program("%y = \"stablehlo.custom_call\"(%x) <{call_target_name = \"evil\"}> : (tensor<f64>) -> tensor<f64>"), "line 3: the custom call 'evil'" },
        { "a custom call under a quoted key", Program("%y = \"stablehlo.custom_call\"(%x) <{\"call_target_name\" = \"evil\"}> : (tensor<f64>) -> tensor<f64>"), "line 3: the custom call 'evil'" },
        { "a custom call under an escaped key", Program("%y = \"stablehlo.custom_call\"(%x) <{\"call\\5Ftarget_name\" = \"evil\"}> : (tensor<f64>) -> tensor<f64>"), "line 3: the name of an attribute has a backslash" },
        { "a custom call by an alias", "#t = \"evil\"\n" + Program("%y = \"stablehlo.custom_call\"(%x) <{call_target_name = #t}> : (tensor<f64>) -> tensor<f64>"), "line 1: the alias #t is not accepted" },
        { "a custom call of aliased properties", "#t = {call_target_name = \"evil\"}\n" + Program("%y = \"stablehlo.custom_call\"(%x) <#t> : (tensor<f64>) -> tensor<f64>"), "line 1: the alias #t is not accepted" },
        { "a circle by an alias", Program("%r = \"func.call\"(%x) {callee = #s} : (tensor<f64>) -> tensor<f64>") + "\n#s = @main", "line 8: the alias #s is not accepted" },
        { "a location that hides an alias", "#loc = @main\n" + Program(""), "line 1: the alias #loc is not accepted" },
        { "types that double", "!t0 = tensor<f64>\n" + Program(""), "line 1: the alias !t0 is not accepted" },
        { "tuples in tuples", Program("%y = \"stablehlo.tuple\"(%x, %x) : (tensor<f64>, tensor<f64>) -> tuple<tensor<f64>, tensor<f64>>"), "line 3: 'tuple' is not accepted" },
        { "a million signs", Program($"%y = stablehlo.sine %x {{a = affine_map<(d0) -> ({Repeat("-", 1_000_000)}d0)>}} : tensor<f64>"), "line 3: 'affine_map' is not accepted" },
        { "a million divisions", Program($"%y = stablehlo.sine %x {{a = affine_set<(d0) : (d0{Repeat(" floordiv 2", 1_000_000)} >= 0)>}} : tensor<f64>"), "line 3: 'affine_set' is not accepted" },
        { "an attribute of the module", "module @p attributes {jax.uses_shape_polymorphism = false, mhlo.input_output_alias = [{}]} {}", "line 1: the attribute mhlo.input_output_alias of the module is not accepted" },
        { "a bare attribute of the module", "module attributes {mhlo.spmd_output_sharding} {}", "line 1: the attribute mhlo.spmd_output_sharding of the module" },
        { "a quoted attribute of the module", "module attributes {\"mhlo.spmd_parameters_shardings\" = [\"\"]} {}", "line 1: the attribute \"mhlo.spmd_parameters_shardings\" of the module" },
        { "a dimension of a convolution", Program("%y = stablehlo.convolution(%x, %x) dim_numbers = [b, 4294967296, f]x[0, i, o]->[b, 0, f], window = {} : (tensor<f64>, tensor<f64>) -> tensor<f64>"), "line 3: dim_numbers has the dimension 4294967296; expected 0 to 64" },
        { "a dimension below zero", Program("%y = \"chlo.broadcast_add\"(%x, %x) {broadcast_dimensions = array<i64: -1>} : (tensor<f64>, tensor<f64>) -> tensor<f64>"), "line 3: broadcast_dimensions has the dimension -1" },
        { "a stride of 2^63", Program("%y = stablehlo.slice %x [0:1:9223372036854775807] : (tensor<1xf64>) -> tensor<1xf64>"), "line 3: the number 9223372036854775807 is larger than 2^47" },
        { "a number beyond 2^64", Program("%y = chlo.top_k(%x, k = 99999999999999999999999999) : tensor<4xf64> -> (tensor<4xf64>, tensor<4xi32>)"), "is larger than 2^47" },
        { "padding of 2^63", Program("%y = \"stablehlo.reduce_window\"(%x, %x) <{padding = dense<[[9223372036854775807, -9223372036854775807]]> : tensor<1x2xi64>}> ({}) : (tensor<f64>, tensor<f64>) -> tensor<f64>"), "is larger than 2^47" },
        { "padding in digits of bytes", Program($"%y = \"stablehlo.reduce_window\"(%x, %x) <{{padding = dense<\"0x{Repeat("7F", 16)}\"> : tensor<1x2xi64>}}> ({{}}) : (tensor<f64>, tensor<f64>) -> tensor<f64>"), "line 3: padding has its numbers in hexadecimal digits" },
        { "a layout of 2^63 in a list", Program("%y = stablehlo.sine %x {operand_layouts = [dense<9223372036854775807> : tensor<1xindex>]} : tensor<f64>"), "is larger than 2^47" },
        { "truth at random", Program("%y = \"stablehlo.rng\"(%b, %b, %s) <{rng_distribution = #stablehlo<rng_distribution UNIFORM>}> : (tensor<i1>, tensor<i1>, tensor<1xi64>) -> tensor<4xi1>"), "line 3: stablehlo.rng of i1 is not accepted; expected one of bf16, f16" },
        { "3,000 functions of chlo", Program(Repeat("%y = chlo.digamma %x : tensor<f64> -> tensor<f64>\n", 3000)), "line 502: the program has more than 50,000 operations, the limit; chlo.digamma counts as 100" },
        { "a custom call of two operands", Program("%y = stablehlo.custom_call @Sharding(%x, %x) : (tensor<f64>, tensor<f64>) -> tensor<f64>"), "line 3: a custom call takes one operand" },
        { "a custom call of no operand", Program("%y = \"stablehlo.custom_call\"() <{call_target_name = \"Sharding\"}> : () -> tensor<f64>"), "line 3: a custom call takes one operand" },
        { "a mesh of 2^64 devices", "sdy.mesh @m = <[\"a\"=4294967296, \"b\"=4294967296]>\n" + Program(""), "line 1: a mesh has more than 65,536 devices" },
        { "a sharding over less than no devices", Program("%y = stablehlo.sine %x {mhlo.sharding = \"{devices=[\\2D1,2]0,1}\"} : tensor<f64>"), "line 3: mhlo.sharding has a negative number" },
        { "the partitioner's own text", Program("%y = stablehlo.sine %x {mhlo.frontend_attributes = {xla.sdy.sharding = \"\"}} : tensor<f64>"), "line 3: the attribute xla.sdy.sharding is not accepted" },
        { "another dialect", Program("%y = llvm.inline_asm \"int3\", \"\" : () -> i32"), "line 3: the operation 'llvm.inline_asm' is not accepted" },
        { "another dialect in the generic form", Program("%y = \"llvm.call\"(%x) : (tensor<f64>) -> tensor<f64>"), "line 3: the operation 'llvm.call'" },
        { "an operation under an escaped name", Program("%y = \"\\6Clvm.call\"(%x) : (tensor<f64>) -> tensor<f64>"), "line 3: the operation 'llvm.call'" },
        { "what waits for the host", Program("%y:2 = \"stablehlo.infeed\"(%t) <{infeed_config = \"\"}> : (!stablehlo.token) -> (tensor<4xf64>, !stablehlo.token)"), "line 3: the operation 'stablehlo.infeed' is not accepted" },
        { "what waits for other devices", Program("%y = \"stablehlo.all_reduce\"(%x) <{replica_groups = dense<[[0,1]]> : tensor<1x2xi64>}> ({}) : (tensor<f64>) -> tensor<f64>"), "'stablehlo.all_reduce' is not accepted" },
        { "four partitions", "module attributes {mhlo.num_partitions = 4 : i32} {}", "line 1: the program is for several devices (mhlo.num_partitions is 4)" },
        { "a cast that is not there", Program("%y = \"builtin.unrealized_conversion_cast\"() : () -> tensor<f64>"), "line 3: the operation 'builtin.unrealized_conversion_cast' is not accepted" },
        { "floats of six bits", Program("%y = stablehlo.convert %x : (tensor<f64>) -> tensor<f6E2M3FN>"), "line 3: the element type f6E2M3FN is not accepted" },
        { "a resource", Program("%c = stablehlo.constant dense_resource<__elided__> : tensor<4xf64>"), "line 3: 'dense_resource' is not accepted" },
        { "sparse elements", Program("%c = stablehlo.constant sparse<[[9, 9]], 1.0> : tensor<2x2xf64>"), "line 3: 'sparse' is not accepted" },
        { "memory", Program("%c = stablehlo.constant 1 : memref<4xf64>"), "line 3: 'memref' is not accepted" },
        { "another dialect's type", Program("%c = stablehlo.sine %x : !llvm.ptr"), "line 3: the type !llvm.ptr is not accepted" },
        { "a module in a module", Program("", "module {}"), "line 6: a module inside another" },
        { "a function in a function", Program(Function("g", "")), "line 3: a function inside @main" },
        { "a function in the generic form", "module {\n\"func.func\"() <{sym_name = \"main\"}> ({}) : () -> ()\n}", "line 2: the generic form of a function" },
        { "two functions of one name", Program("", Function("g", "") + Function("g", "")), "line 10: there are two functions @g" },
        { "no main", "module {}", "there is no function @main" },
        { "nothing", "", "line 1: there is no function @main" },
        { "numbers that are not ours", $"func.func @main(%x: tensor<4xf8E5M2>) -> {Scalar} {{\n}}", "line 1: the argument %x of @main has element type f8E5M2; expected one of bool, i32, i64, u32, f16, bf16, f32, f64" },
        { "results that are not ours", $"func.func @main(%x: {Scalar}) -> (tensor<4xcomplex<f64>>) {{\n}}", "line 1: result 0 of @main has element type complex" },
        { "an argument that is no tensor", "func.func @main(%x: !stablehlo.token) {\n}", "line 1: the argument %x of @main is not a tensor" },
        { "a text without an end", Program("%y = \"stablehlo.sine"), "line 3: a string has no closing" },
        { "a bracket without an end", "func.func @main(%x: tensor<f64>", "the parameters of a function" },
        { "an end without a bracket", "}", "line 1: unexpected bracket }" },
        { "brackets that cross", Program("([)]"), "line 3: unexpected bracket ); expected ]" },
        { "a mark of the order of bytes", "\uFEFFmodule {}", "line 1: the file begins with a byte order mark" },
        { "a byte of zero", "module {\n\0}", "line 2: unexpected byte 0x00" },
        { "bytecode in a text's clothes", "module \u00ffMLIR", "line 1: unexpected byte 0xC3" },
    };

    [Theory, MemberData(nameof(Hostile))]
    public void A_hostile_program_is_refused(string what, string text, string message)
    {
        var e = Assert.Throws<AdFormatException>(() => Scan(text));
        Assert.True(e.Message.Contains(message, StringComparison.Ordinal), $"{what}: {e.Message}");
        Assert.StartsWith("p.mlir, line ", e.Message, StringComparison.Ordinal);
        Assert.True(e.Message.Length < 600, $"{what}: {e.Message.Length}");
    }

    [Fact]
    public void A_program_within_the_limits_is_accepted()
    {
        Assert.Equal(50_000, Scan(Program(Repeat("%y = stablehlo.sine %x : tensor<f64>\n", 49_997))).Operations + 2);
        Assert.Equal(127 + 127 + 1, Scan(Program(Regions(126).Replace("%x) :", "%x) :", StringComparison.Ordinal))).Operations + 127);
        Scan(Program(Constant("0x" + Repeat("00", 32), "tensor<4xf64>")));
        Scan(Program(Constant("0x" + Repeat("00", 8), "tensor<4xf64>")));
        Scan(Program(Constant("0xFF", "tensor<8xi1>")));
        Scan(Program(Constant("0x" + Repeat("FF", 8), "tensor<1xi64>")));
        Scan(Program("%c = stablehlo.constant {a = 1 : i32} dense<[9223372036854775807, -9223372036854775808]> : tensor<2xi64>"));
        Scan(Program("%c = \"stablehlo.constant\"() <{value = dense<18446744073709551615> : tensor<ui64>}> : () -> tensor<ui64>"));
        Scan(Program("%y = \"stablehlo.reduce_window\"(%x, %x) <{window_dimensions = array<i64: 1000>, padding = dense<-1> : tensor<1x2xi64>}> ({}) : (tensor<1000xf64>, tensor<f64>) -> tensor<1xf64>"));
        Scan(Program("%y = stablehlo.iota dim = 0 : tensor<99xf64> loc(\"f.py\":100:200)\n%z = stablehlo.slice %y [70:80:2] : (tensor<99xf64>) -> tensor<5xf64>"));
        Scan(Program("%y = \"stablehlo.rng\"(%x, %x, %s) <{rng_distribution = #stablehlo<rng_distribution NORMAL>}> : (tensor<f64>, tensor<f64>, tensor<1xi64>) -> tensor<4xf64>\n%z = stablehlo.convert %y : (tensor<4xf64>) -> tensor<4xi1>"));
        Scan("#loc = loc(\"a\")\n#loc1 = loc(callsite(#loc at #loc))\nmodule @p attributes {mhlo.num_partitions = 1 : i32, mhlo.num_replicas = 1 : i32, jax.uses_shape_polymorphism = false, \"mhlo.is_dynamic\"} {\nfunc.func @main(%x: tensor<f64> loc(#loc1)) -> tensor<f64> { return %x : tensor<f64> } }");
        Scan("sdy.mesh @m = <[\"a\"=1, \"b\"=1]>\nsdy.mesh @n = <[\"a\"=256, \"b\"=256]>\n" + Program(""));
        Scan(Program("%y = stablehlo.custom_call @Sharding(%x) {backend_config = \"\", mhlo.sharding = \"{replicated}\"} : (tensor<f64>) -> tensor<f64>"));
    }

    [Fact]
    public void Arguments_and_results_are_read()
    {
        var p = Scan("""
            #loc = loc("f.py":1:2)
            #loc1 = loc("jit(f)"(#loc))
            module @jit_f attributes {mhlo.num_partitions = 1 : i32, jax.uses_shape_polymorphism = false} {
              func.func public @main(%arg0: tensor<6xf32> {mhlo.layout_mode = "default"} loc("x"), %1: tensor<i1>, %k: tensor<2xui32> loc(#loc1)) -> (tensor<0x3xi64> {jax.result_info = "result['a']"}, tensor<f64>) attributes {a = 1 : i32} {
                %0:2 = stablehlo.while(%iterArg = %c, %iterArg_0 = %arg0) : tensor<i32>, tensor<6xf32>
                 cond {
                  %3 = stablehlo.compare  LT, %iterArg, %c_1,  SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
                  stablehlo.return %3 : tensor<i1>
                } do {
                  %4 = func.call @body(%iterArg_0) : (tensor<6xf32>) -> tensor<6xf32>
                  stablehlo.return %iterArg, %4 : tensor<i32>, tensor<6xf32>
                }
                return %5, %6 : tensor<0x3xi64>, tensor<f64> // the end }}}
              } loc(#loc)
              func.func private @body(%arg0: tensor<6xf32>) -> tensor<6xf32> {
                %0 = stablehlo.sine %arg0 : tensor<6xf32> loc(#loc1)
                return %0 : tensor<6xf32>
              }
            }
            """);
        Assert.Equal(["arg0: f32[6]", "arg1: bool[]", "k: u32[2]"], p.Inputs.Select(i => $"{i.Name}: {i.Type}"));
        Assert.Equal([("result['a']", "i64[0,3]"), (null, "f64[]")], p.Outputs.Select(o => (o.Name, o.Type.ToString())));
        // While, compare, two returns, a call whose function has a sine and a return, and the final return.
        Assert.Equal(8, p.Operations);
    }

    [Fact]
    public void Whatever_the_bytes_are_the_answer_is_one_kind_of_error()
    {
        var random = new Random(1);
        byte[][] seeds = [.. Directory.GetFiles(TestData.Path("stablehlo"), "*.mlir").Select(File.ReadAllBytes)];
        byte[] marks = Encoding.ASCII.GetBytes("(){}[]<>\"@%#!^:=,x?*-/\n\0\\09");
        for (int i = 0; i < 20_000; i++)
        {
            byte[] text = [.. seeds[i % seeds.Length]];
            for (int k = random.Next(1, 4); k > 0; k--) text[random.Next(text.Length)] = random.Next(2) == 0 ? marks[random.Next(marks.Length)] : (byte)random.Next(256);
            if (random.Next(8) == 0) text = text[..random.Next(text.Length)];
            try
            {
                ProgramScanner.Scan(text, "fuzz");
            }
            catch (AdFormatException)
            {
            }
        }
    }
}
