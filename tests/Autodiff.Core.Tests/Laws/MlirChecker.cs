using System.Text.RegularExpressions;

namespace Autodiff.Core.Tests.Laws;

/// <summary>
/// Parses StableHLO in MLIR's generic form and checks what needs no compiler: known operations, balanced brackets, names defined once and before their use, and operands
/// used with the type of their definition.
/// </summary>
sealed partial class MlirChecker
{
    static readonly HashSet<string> operations = [.. """
        abs add and atan2 broadcast_in_dim case cbrt ceil cholesky clamp compare concatenate constant convert convolution cosine count_leading_zeros
        custom_call divide dot_general dynamic_slice dynamic_update_slice exponential exponential_minus_one floor gather if iota is_finite log
        log_plus_one logistic maximum minimum multiply negate not or pad popcnt power reduce reduce_window remainder reshape return reverse
        round_nearest_afz round_nearest_even rsqrt scatter select select_and_scatter shift_left shift_right_arithmetic shift_right_logical sign sine
        slice sort sqrt subtract tan tanh transpose triangular_solve tuple get_tuple_element while xor optimization_barrier bitcast_convert
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(s => "stablehlo." + s),
        .. """
        acos acosh asin asinh atan atanh conj cosh digamma erf erf_inv erfc is_inf is_neg_inf is_pos_inf lgamma next_after polygamma sinh square tan top_k zeta
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(s => "chlo." + s), "func.call", "func.return"];

    readonly string text;
    readonly List<Dictionary<string, string>> scopes = [];
    int at;

    MlirChecker(string text) => this.text = text;

    /// <summary>Throws a FormatException with the fault and its position.</summary>
    public static void Check(string module)
    {
        var c = new MlirChecker(module);
        c.Expect("module");
        c.Match(Symbol());
        c.Expect("{");
        while (!c.Try("}")) c.Function();
        if (c.Skip() < module.Length) throw c.Error("there is something behind the module");
    }

    void Function()
    {
        Expect("func.func");
        Match(Visibility());
        Match(Symbol());
        scopes.Add([]);
        Expect("(");
        while (!Try(")"))
        {
            Argument();
            Try(",");
        }
        Expect("->");
        Expect("(");
        while (!Try(")"))
        {
            Match(Type());
            Try(",");
        }
        Expect("{");
        Body();
        scopes.RemoveAt(scopes.Count - 1);
    }

    void Body()
    {
        string last = "";
        while (!Try("}")) last = Operation();
        if (last is not ("func.return" or "stablehlo.return")) throw Error("a body does not end with a return");
    }

    void Argument()
    {
        string name = Match(Name());
        Expect(":");
        Define(name, Match(Type()));
    }

    string Operation()
    {
        var (result, count) = ("", 0);
        if (Skip() < text.Length && text[at] == '%')
        {
            result = Match(Name());
            count = Try(":") ? int.Parse(Match(Digits())) : 1;
            Expect("=");
        }
        // The only operation that is written in its own form.
        if (Try("func.return")) return Return();
        string name = Match(Quoted())[1..^1];
        if (!operations.Contains(name)) throw Error($"there is no operation {name}");
        var operands = new List<string>();
        Expect("(");
        while (!Try(")"))
        {
            operands.Add(Match(Use()));
            Try(",");
        }
        if (Try("<{")) Attributes("}>");
        if (Try("("))
        {
            do Region();
            while (Try(","));
            Expect(")");
        }
        Expect(":");
        Expect("(");
        var types = Types(")");
        Expect("->");
        var results = Try("(") ? Types(")") : [Match(Type())];
        if (types.Count != operands.Count) throw Error($"{name} has {operands.Count} operands and {types.Count} types");
        for (int i = 0; i < types.Count; i++)
            if (TypeOf(operands[i]) is var known && known != types[i]) throw Error($"{name} uses {operands[i]} as {types[i]}, but it is {known}");
        if (results.Count != count) throw Error($"{name} has {results.Count} result types for {count} results");
        for (int i = 0; i < count; i++) Define(count == 1 ? result : $"{result}#{i}", results[i]);
        return name;
    }

    string Return()
    {
        var operands = new List<string>();
        while (Skip() < text.Length && text[at] == '%')
        {
            operands.Add(Match(Use()));
            Try(",");
        }
        if (operands.Count > 0) Expect(":");
        foreach (string o in operands)
        {
            if (Match(Type()) is var t && TypeOf(o) != t) throw Error($"{o} is returned as {t}");
            Try(",");
        }
        return "func.return";
    }

    void Region()
    {
        Expect("{");
        scopes.Add([]);
        if (Try("^bb0("))
        {
            while (!Try(")"))
            {
                Argument();
                Try(",");
            }
            Expect(":");
        }
        Body();
        scopes.RemoveAt(scopes.Count - 1);
    }

    List<string> Types(string end)
    {
        var r = new List<string>();
        while (!Try(end))
        {
            r.Add(Match(Type()));
            Try(",");
        }
        return r;
    }

    // Attributes are not parsed, only balanced. They must not contain texts that only .NET would write.
    void Attributes(string end)
    {
        int depth = 0, start = at;
        while (depth > 0 || string.CompareOrdinal(text, at, end, 0, end.Length) != 0)
        {
            if (at >= text.Length) throw Error("the attributes do not end");
            char ch = text[at++];
            if (ch is '<' or '[' or '{' or '(') depth++;
            else if (ch is ']' or '}' or ')' || ch == '>' && text[at - 2] != '-') depth--;
            if (depth < 0) throw Error("the brackets of the attributes do not match");
        }
        string all = text[start..at];
        at += end.Length;
        if (Foreign().IsMatch(all)) throw Error($"the attributes {all} are not MLIR");
    }

    void Define(string name, string type)
    {
        if (scopes.Exists(s => s.ContainsKey(name))) throw Error($"{name} is defined twice");
        scopes[^1].Add(name, type);
    }

    string TypeOf(string name) => scopes.FindLast(s => s.ContainsKey(name))?[name] ?? throw Error($"{name} is used before it is defined");

    int Skip()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        return at;
    }

    bool Try(string token)
    {
        if (string.CompareOrdinal(text, Skip(), token, 0, token.Length) != 0) return false;
        at += token.Length;
        return true;
    }

    void Expect(string token)
    {
        if (!Try(token)) throw Error($"'{token}' is missing");
    }

    string Match(Regex pattern)
    {
        var m = pattern.Match(text, Skip());
        if (!m.Success) throw Error($"{pattern} is missing");
        at += m.Length;
        return m.Value;
    }

    FormatException Error(string message) => new($"{message}, at: {text[Math.Max(0, at - 30)..Math.Min(text.Length, at + 60)].Replace("\n", " ", StringComparison.Ordinal)}");

    [GeneratedRegex(@"\Gpublic|\Gprivate")]
    private static partial Regex Visibility();

    [GeneratedRegex(@"\G@\w+")]
    private static partial Regex Symbol();

    [GeneratedRegex(@"\G%\w+")]
    private static partial Regex Name();

    [GeneratedRegex(@"\G%\w+(#\d+)?")]
    private static partial Regex Use();

    [GeneratedRegex(@"\G\d+")]
    private static partial Regex Digits();

    [GeneratedRegex(@"\G""[\w.]+""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\Gtensor<(\d+x)*(i1|i32|i64|ui32|f16|bf16|f32|f64)>")]
    private static partial Regex Type();

    [GeneratedRegex(@"System\.|Autodiff\.|\bTrue\b|\bFalse\b|∞|\bNaN\b")]
    private static partial Regex Foreign();
}
