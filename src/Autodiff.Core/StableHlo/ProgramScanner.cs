using System.Globalization;

namespace Autodiff.StableHlo;

/// <summary>
/// Checks the text of a StableHLO program before XLA sees it, because XLA ends the process for many invalid programs: recursive calls, functions with no body, deep
/// nesting, sizes beyond 2^63. It works in one pass and does not recurse. Anything that is not known to be harmless is refused.
/// </summary>
sealed class ProgramScanner
{
    /// <summary>The greatest number of operations. XLA's time grows faster than the length of a program, and its stack is finite.</summary>
    public const int MostOperations = 50_000;

    /// <summary>The greatest number of devices of a mesh.</summary>
    const int MostDevices = 65_536;

    static readonly string[] dialects = ["chlo", "func", "sdy", "stablehlo"];

    // These wait for other devices or for a program on the host, which do not exist.
    static readonly string[] refused = ["all_gather", "all_reduce", "all_to_all", "collective_broadcast", "collective_permute", "infeed", "outfeed", "recv", "reduce_scatter", "send"];

    // Targets that XLA implements itself, with no foreign code.
    static readonly string[] targets = ["Sharding", "SPMDFullToShardShape", "SPMDShardToFullShape", "mhlo.acos", "mhlo.acosh", "mhlo.asin", "mhlo.asinh", "mhlo.atan", "mhlo.atanh", "mhlo.cosh", "mhlo.erf", "mhlo.erf_inv", "mhlo.sinh", "mhlo.tan", "mhlo.topk"];

    // The attributes of a module that XLA only reads, or ignores. Others make it index its lists with what they say.
    static readonly string[] attributes = [ProgramSignature.Attribute, "jax.uses_shape_polymorphism", "mhlo.is_dynamic", "mhlo.num_partitions", "mhlo.num_replicas", "mhlo.use_auto_spmd_partitioning", "sym_name", "sym_visibility"];

    // XLA draws these and ends the process for others.
    static readonly string[] random = ["bf16", "f16", "f32", "f64", "i32", "i64", "ui32", "ui64"];

    readonly MlirReader reader;
    readonly ProgramTokens tokens;
    readonly ProgramCalls calls;
    readonly List<(string, TensorType)> inputs = [];
    readonly List<(string? Name, TensorType Type)> outputs = [];
    ProgramCalls.Callee? function;
    int functionLevel, functionRegions, operations;
    bool hasModule, isRandom;
    Int128 devices;
    string? signature;

    ProgramScanner(byte[] text, string name)
    {
        reader = new(text, name);
        (tokens, calls) = (new(reader), new(reader));
    }

    /// <summary>Checks a program.</summary>
    /// <param name="text">The text, in UTF-8.</param>
    /// <param name="name">The name in errors.</param>
    /// <exception cref="AdFormatException">The program is refused. The message names the line, and the limit if one is exceeded.</exception>
    public static ProgramText Scan(byte[] text, string name) => new ProgramScanner(text, name).Scan();

    ProgramText Scan()
    {
        while (Next() is { Kind: not MlirKind.End } t)
        {
            if (function is not null && tokens.Level < functionLevel) function = null;
            if (function is not null) function.Depth = Math.Max(function.Depth, tokens.Regions - functionRegions);
            if (IsOperation(t)) Operation(t);
            else if (t.Kind == MlirKind.Symbol) Symbol(t);
        }
        if (tokens.Level > 0) throw reader.Error($"the text ends inside {tokens.Level} brackets.");
        if (!calls.Has("main")) throw reader.Error("there is no function @main.");
        return new(inputs, outputs, calls.Check(MostOperations, ProgramTokens.DeepestRegion), signature);
    }

    MlirToken Next()
    {
        var t = tokens.Next();
        if (t.Kind is MlirKind.Word or MlirKind.Text && tokens.Is(tokens.Peek(), '=')) Key(t);
        if (isRandom && tokens.Is(t, '<') && tokens.IsWord(tokens.Previous, "tensor"u8) && !random.Contains(tokens.Type.Element))
            throw reader.Error($"stablehlo.rng of {ProgramTokens.Shorten(tokens.Type.Element)} is not accepted; expected one of {string.Join(", ", random)}.", t.Line);
        return t;
    }

    void Key(MlirToken t)
    {
        string key = reader.Read(t).Trim('"');
        if (key.Contains('\\', StringComparison.Ordinal)) throw reader.Error("the name of an attribute has a backslash in it.", t.Line);
        var value = tokens.Peek(2);
        if (t.Kind == MlirKind.Text && value.Kind == MlirKind.Number) Axis(reader.Read(value), t.Line);
        if (key.StartsWith("xla.sdy.", StringComparison.Ordinal)) throw reader.Error($"the attribute {ProgramTokens.Shorten(key)} is not accepted: it is text of XLA's own.", t.Line);
        switch (key)
        {
            case "call_target_name":
                if (value.Kind != MlirKind.Text) throw reader.Error("the target of a custom call must be a string.", t.Line);
                Target(tokens.Unquote(value), t.Line);
                break;
            case "mhlo.num_partitions" or "mhlo.num_replicas":
                if (!reader.Is(value, "1"u8)) throw reader.Error($"the program is for several devices ({key} is {ProgramTokens.Shorten(reader.Read(value))}). Export it for one device, and divide the work with {Spell.Name("DeviceCount")}.", t.Line);
                break;
            case "mhlo.sharding" when value.Kind == MlirKind.Text && tokens.Unquote(value).Contains('-', StringComparison.Ordinal):
                throw reader.Error("mhlo.sharding has a negative number.", t.Line);
            case "autodiff.signature" when value.Kind == MlirKind.Text:
                signature = tokens.Unquote(value);
                break;
        }
    }

    // The size of an axis of a mesh. XLA multiplies them.
    void Axis(string size, int line)
    {
        devices = (tokens.Is(tokens.Previous, ',') ? devices : 1) * (long.TryParse(size, CultureInfo.InvariantCulture, out long n) ? n : long.MaxValue);
        if (devices > MostDevices) throw reader.Error($"a mesh has more than {MostDevices:N0} devices, the limit.", line);
    }

    void Target(string target, int line)
    {
        if (!targets.Contains(target)) throw reader.Error($"the custom call '{ProgramTokens.Shorten(target)}' is not accepted: it runs native code, which Autodiff cannot check. Accepted are {string.Join(", ", targets)}.", line);
    }

    bool IsOperation(MlirToken t) => tokens.IsInRegion && t.Kind switch
    {
        MlirKind.Word => (reader.Bytes(t).Contains((byte)'.') || reader.Is(t, "call"u8) || reader.Is(t, "return"u8) || reader.Is(t, "module"u8)) && !tokens.Is(tokens.Peek(), '='),
        MlirKind.Text => tokens.Is(tokens.Peek(), '('),
        _ => false,
    };

    void Operation(MlirToken t)
    {
        string name = tokens.Unquote(t);
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot >= 0 && !dialects.Contains(name[..dot]) && name != "builtin.module") throw reader.Error($"the operation '{ProgramTokens.Shorten(name)}' is not accepted: only those of {string.Join(", ", dialects)} are accepted.", t.Line);
        if (name.StartsWith("stablehlo.", StringComparison.Ordinal) && refused.Contains(name[(dot + 1)..])) throw reader.Error($"the operation '{name}' is not accepted: it waits for another device or for the host.", t.Line);
        int length = Length(name);
        operations += length;
        if (operations > MostOperations) throw reader.Error($"the program has more than {MostOperations:N0} operations, the limit{(length > 1 ? $"; {name} counts as {length}" : "")}.", t.Line);
        if (function is not null) function.Operations += length;
        isRandom = name == "stablehlo.rng";
        bool isText = t.Kind == MlirKind.Text;
        if (name is "module" or "builtin.module")
        {
            if (hasModule || isText || function is not null) throw reader.Error("a module inside another module, or in the generic form, is not accepted.", t.Line);
            hasModule = true;
            Module();
        }
        else if (name == "func.func") Function(t.Line, isText);
        else if (name == "stablehlo.custom_call" && !HasOneOperand(isText ? 1 : 2)) throw reader.Error("a custom call takes one operand.", t.Line);
    }

    bool HasOneOperand(int at) => tokens.Is(tokens.Peek(at), '(') && tokens.Peek(at + 1).Kind == MlirKind.Value && tokens.Is(tokens.Peek(at + 2), ')');

    void Symbol(MlirToken t)
    {
        var before = tokens.Previous;
        if (before.Kind == MlirKind.Word && reader.Bytes(before).EndsWith("custom_call"u8)) Target(tokens.Unquote(t), t.Line);
        // Anything that names a function may call it.
        else function?.Calls.Add((tokens.Unquote(t), tokens.Regions - functionRegions, t.Line));
    }

    // XLA writes a function of chlo as a formula. It takes the longer the more often a formula uses its operand, because it computes that each time.
    static int Length(string operation) => operation switch
    {
        "chlo.zeta" => 2000,
        "chlo.polygamma" => 300,
        "chlo.erf_inv" => 200,
        "chlo.bessel_i1e" or "chlo.cosh" or "chlo.digamma" or "chlo.erfc" or "chlo.lgamma" or "chlo.sinh" => 100,
        "chlo.acosh" or "chlo.asinh" or "chlo.atanh" or "chlo.next_after" => 50,
        "chlo.acos" or "chlo.asin" => 10,
        _ => 1,
    };

    void Module()
    {
        if (tokens.Peek().Kind == MlirKind.Symbol) Next();
        if (!tokens.IsWord(tokens.Peek(), "attributes"u8)) return;
        Next();
        Next();
        int level = tokens.Level;
        do
        {
            var t = Next();
            bool isName = tokens.Level == level && t.Kind is MlirKind.Word or MlirKind.Text && (tokens.Is(tokens.Previous, '{') || tokens.Is(tokens.Previous, ','));
            if (isName && !attributes.Contains(tokens.Unquote(t)))
                throw reader.Error($"the attribute {ProgramTokens.Shorten(reader.Read(t))} of the module is not accepted; expected one of {string.Join(", ", attributes)}.", t.Line);
        } while (tokens.Level >= level && !IsEnd());
    }

    void Function(int line, bool isText)
    {
        if (isText) throw reader.Error("the generic form of a function is not accepted. Write func.func @name(…).", line);
        if (function is not null) throw reader.Error($"a function inside @{function.Name} is not accepted.", line);
        var t = Next();
        if (t.Kind == MlirKind.Word) t = Next();
        if (t.Kind != MlirKind.Symbol) throw reader.Error("the name of a function is missing.", t.Line);
        string name = tokens.Unquote(t);
        var definition = calls.Add(name, line);
        Parameters(name == "main");
        if (tokens.Peek().Kind == MlirKind.Arrow) Results(name == "main");
        if (tokens.IsWord(tokens.Peek(), "attributes"u8))
        {
            int level = tokens.Level;
            Next();
            do Next(); while (tokens.Level > level && !IsEnd());
        }
        if (!tokens.Is(tokens.Peek(), '{')) throw reader.Error($"the function @{ProgramTokens.Shorten(name)} has no body.", line);
        tokens.NextRegion();
        (function, functionLevel, functionRegions) = (definition, tokens.Level, tokens.Regions);
    }

    void Parameters(bool isMain)
    {
        tokens.Expect('(');
        int level = tokens.Level;
        while (Next() is var t && tokens.Level >= level)
        {
            if (t.Kind == MlirKind.End) throw reader.Error("the parameters of a function have no closing bracket.");
            if (t.Kind != MlirKind.Value || tokens.Level != level || !isMain) continue;
            string name = reader.Read(t)[1..];
            tokens.Expect(':');
            inputs.Add((char.IsAsciiDigit(name[0]) ? $"arg{inputs.Count}" : name, Type(Next(), $"the argument %{name}")));
        }
    }

    void Results(bool isMain)
    {
        Next();
        int level = tokens.Level;
        if (!tokens.Is(tokens.Peek(), '('))
        {
            if (isMain) outputs.Add((null, Type(Next(), "the result")));
            else Next();
            // Skips the rest of one type, within its brackets.
            while ((tokens.Level > level || tokens.Is(tokens.Peek(), '<')) && !IsEnd()) Next();
            return;
        }
        Next();
        while (Next() is var t && tokens.Level > level)
        {
            if (t.Kind == MlirKind.End) throw reader.Error("the results of a function have no closing bracket.");
            if (!isMain) continue;
            if (tokens.Level == level + 1 && t.Kind is MlirKind.Word or MlirKind.Sigil) outputs.Add((null, Type(t, $"result {outputs.Count}")));
            else if (outputs.Count > 0 && tokens.IsWord(t, "jax.result_info"u8) && tokens.Peek(2).Kind == MlirKind.Text) outputs[^1] = (tokens.Unquote(tokens.Peek(2)), outputs[^1].Type);
        }
    }

    TensorType Type(MlirToken t, string what)
    {
        if (!tokens.IsWord(t, "tensor"u8)) throw reader.Error($"{what} of @main is not a tensor.", t.Line);
        tokens.Expect('<');
        var (dimensions, element) = tokens.Type;
        var dtype = DType.All.FirstOrDefault(d => d.Mlir == element) ?? throw reader.Error($"{what} of @main has element type {ProgramTokens.Shorten(element)}; expected one of {string.Join(", ", DType.All)}.", t.Line);
        return Array.Exists(dimensions, d => d > int.MaxValue)
            ? throw reader.Error($"{what} of @main has a dimension above {int.MaxValue.ToString(CultureInfo.InvariantCulture)}, the limit.", t.Line)
            : new(dtype, new(Array.ConvertAll(dimensions, d => (int)d)));
    }

    bool IsEnd() => tokens.Peek().Kind == MlirKind.End;
}
