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

    static readonly string[] dialects = ["builtin", "chlo", "func", "sdy", "stablehlo"];

    // These wait for other devices or for a program on the host, which do not exist.
    static readonly string[] refused = ["all_gather", "all_reduce", "all_to_all", "collective_broadcast", "collective_permute", "infeed", "outfeed", "recv", "reduce_scatter", "send"];

    // Targets that XLA implements itself, with no foreign code.
    static readonly string[] targets = ["Sharding", "SPMDFullToShardShape", "SPMDShardToFullShape", "mhlo.acos", "mhlo.acosh", "mhlo.asin", "mhlo.asinh", "mhlo.atan", "mhlo.atanh", "mhlo.cosh", "mhlo.erf", "mhlo.erf_inv", "mhlo.sinh", "mhlo.tan", "mhlo.topk"];

    readonly MlirReader reader;
    readonly ProgramTokens tokens;
    readonly ProgramCalls calls;
    readonly List<(string, TensorType)> inputs = [];
    readonly List<(string? Name, TensorType Type)> outputs = [];
    ProgramCalls.Callee? function;
    int functionLevel, functionRegions, operations;
    bool hasModule;
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
        return t;
    }

    void Key(MlirToken t)
    {
        string key = reader.Read(t).Trim('"');
        if (key.Contains('\\', StringComparison.Ordinal)) throw reader.Error("the name of an attribute has a backslash in it.", t.Line);
        var value = tokens.Peek(2);
        switch (key)
        {
            case "call_target_name":
                if (value.Kind != MlirKind.Text) throw reader.Error("the target of a custom call must be a string.", t.Line);
                Target(tokens.Unquote(value), t.Line);
                break;
            case "mhlo.num_partitions" or "mhlo.num_replicas":
                if (!reader.Is(value, "1"u8)) throw reader.Error($"the program is for several devices ({key} is {ProgramTokens.Shorten(reader.Read(value))}). Export it for one device, and divide the work with {Spell.Name("DeviceCount")}.", t.Line);
                break;
            case "autodiff.signature" when value.Kind == MlirKind.Text:
                signature = tokens.Unquote(value);
                break;
        }
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
        if (dot >= 0 && !dialects.Contains(name[..dot])) throw reader.Error($"the operation '{ProgramTokens.Shorten(name)}' is not accepted: only those of {string.Join(", ", dialects)} are accepted.", t.Line);
        if (name.StartsWith("stablehlo.", StringComparison.Ordinal) && refused.Contains(name[(dot + 1)..])) throw reader.Error($"the operation '{name}' is not accepted: it waits for another device or for the host.", t.Line);
        if (++operations > MostOperations) throw reader.Error($"the program has more than {MostOperations:N0} operations, the limit.", t.Line);
        if (function is not null) function.Operations++;
        bool isText = t.Kind == MlirKind.Text;
        if (name is "module" or "builtin.module")
        {
            if (hasModule || isText || function is not null) throw reader.Error("a module inside another module, or in the generic form, is not accepted.", t.Line);
            hasModule = true;
        }
        else if (name == "func.func") Function(t.Line, isText);
    }

    void Symbol(MlirToken t)
    {
        var before = tokens.Previous;
        if (before.Kind == MlirKind.Word && reader.Bytes(before).EndsWith("custom_call"u8)) Target(tokens.Unquote(t), t.Line);
        // Anything that names a function may call it.
        else function?.Calls.Add((tokens.Unquote(t), tokens.Regions - functionRegions, t.Line));
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
