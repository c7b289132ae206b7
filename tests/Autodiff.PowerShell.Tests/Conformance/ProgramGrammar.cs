using System.Globalization;
using System.Text.RegularExpressions;

namespace Autodiff.PowerShell.Tests.Conformance;

/// <summary>
/// Writes random PowerShell functions as people write them, by a grammar with weights. The same seed gives the same program. Every name that is used is known, and every index is in
/// range, so that most programs run.
/// </summary>
sealed partial class ProgramGrammar(int seed)
{
    static readonly Dictionary<string, (int Weight, string Form)[]> rules = Parse();
    static readonly HashSet<string> flat = Flat();

    readonly Random random = new(seed);
    readonly List<(string Name, Kind Kind)> known = [];
    int names, nesting;

    // Of the statement that is written: the new names, and the name that was used last.
    (string Name, Kind Kind) declared, local;
    string used = "";

    /// <summary>What a name stands for. Collections have at least two items. Rows are a tensor, which is not repeated, appended to or changed as PowerShell's arrays are.</summary>
    internal enum Kind { Number, Integer, Array, List, Rows, Table, Block, Helper }

    /// <summary>The code of a program, which defines <c>$block</c>, and the arguments of some calls.</summary>
    public (string Code, RandomCall[] Calls) Write(int calls)
    {
        string helper = Chance(0.4) ? Statement("helper") : "";
        int before = known.Count;
        string[] parameters = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Statement("parameter"))];
        var kinds = known[before..];
        string body = $"{Body(random.Next(3, 9))}\n{Expand("output", 3)}";
        return (Indented($"{helper}\n$block = {{ param({string.Join(", ", parameters)})\n{body}\n}}\n"), [.. Enumerable.Range(0, calls).Select(_ => new RandomCall([.. kinds.Select(k => (k.Name, k.Kind, Numbers(k.Kind)))]))]);
    }

    string Statement(string rule)
    {
        var outer = (declared, local);
        (declared, local) = (default, default);
        string text = Expand(rule, 3);
        if (declared.Name is not null) known.Add(declared);
        (declared, local) = outer;
        return text;
    }

    // What is declared inside is unknown outside.
    string Body(int statements)
    {
        int before = known.Count;
        if (local.Name is not null) known.Add(local);
        nesting++;
        string text = string.Join("\n", Enumerable.Range(0, statements).Select(_ => Statement("statement")));
        nesting--;
        if (nesting > 0) known.RemoveRange(before, known.Count - before);
        return text;
    }

    string Expand(string rule, int depth)
    {
        bool ends = depth <= 0 && Array.Exists(rules[rule], f => IsFlat(f.Form));
        var forms = Array.FindAll(rules[rule], f => (!ends || IsFlat(f.Form)) && (nesting < 3 || !f.Form.Contains("<body>", StringComparison.Ordinal)) && Part().Matches(f.Form).All(p => Kinds(p.Value) is not { } kinds || Any(kinds)));
        int at = random.Next(forms.Sum(f => f.Weight));
        return Part().Replace(forms.First(f => (at -= f.Weight) < 0).Form, p => Expand(p.Groups[1].Value, p.Value, depth - 1));
    }

    string Expand(string part, string whole, int depth)
    {
        switch (part[0])
        {
            case '!':
                if (part.Length > 1) declared = New(part[1..]);
                return declared.Name;
            case '?':
                if (part.Length > 1) local = New(part[1..]);
                return local.Name;
            case '=' when part.Length == 1:
                return used;
            case ';':
                return "\n";
            case '$':
                int before = known.Count;
                known.AddRange(part[..part.IndexOf(':')].Split(' ').Select(n => (n, Kind.Number)));
                string text = Expand(part[(part.IndexOf(':') + 2)..], depth);
                known.RemoveRange(before, known.Count - before);
                return text;
        }
        if (part == "body") return $"\n{Body(random.Next(1, 3))}\n";
        if (part.Contains('|', StringComparison.Ordinal)) return part.Split('|') is var texts ? texts[random.Next(texts.Length)] : "";
        if (Kinds(whole) is not { } kinds) return Expand(part, depth);
        var fitting = known.FindAll(k => kinds.Contains(k.Kind));
        return used = fitting[random.Next(fitting.Count)].Name;
    }

    (string, Kind) New(string kind) => ($"{(kind == nameof(Kind.Helper) ? "Get-Part" : "$" + char.ToLowerInvariant(kind[0]))}{names++}", Enum.Parse<Kind>(kind));

    bool Any(Kind[] kinds) => known.Exists(k => kinds.Contains(k.Kind));

    bool Chance(double chance) => random.NextDouble() < chance;

    double[] Numbers(Kind kind) => kind switch
    {
        Kind.Number => [Number()],
        Kind.Integer => [random.Next(-3, 8)],
        Kind.Table => [Number(), Number(), Number()],
        _ => [.. Enumerable.Range(0, random.Next(3, 5)).Select(_ => Number())],
    };

    // Quarters, which are exact and often equal, and numbers that are neither.
    double Number() => Chance(0.5) ? random.Next(-12, 13) / 4.0 : random.NextDouble() * 6 - 3;

    static Kind[]? Kinds(string part) => char.IsUpper(part[1]) && !part.Contains('|', StringComparison.Ordinal) ? Array.ConvertAll(part[1..^1].Split(' '), Enum.Parse<Kind>) : null;

    static bool IsFlat(string form) => Part().Matches(form).Select(p => p.Groups[1].Value).All(p => p != "body" && (flat.Contains(p) || !rules.ContainsKey(p[(p.IndexOf(':') + 1)..].Trim())));

    // Rules that do not lead back to themselves.
    static HashSet<string> Flat()
    {
        var found = new HashSet<string>();
        while (rules.FirstOrDefault(r => !found.Contains(r.Key) && r.Value.All(f => Part().Matches(f.Form).Select(p => p.Groups[1].Value).All(p => found.Contains(p) || !rules.ContainsKey(p)))).Key is { } next) found.Add(next);
        return found;
    }

    static Dictionary<string, (int, string)[]> Parse()
    {
        var parsed = new Dictionary<string, List<(int, string)>>();
        string rule = "";
        foreach (string line in Grammar.Split('\n'))
            if (line[0] != ' ') parsed[rule = line.Trim()] = [];
            else parsed[rule].Add((int.Parse(line.Trim().Split(' ', 2)[0], CultureInfo.InvariantCulture), line.Trim().Split(' ', 2)[1]));
        return parsed.ToDictionary(p => p.Key, p => p.Value.ToArray());
    }

    static string Indented(string code)
    {
        int depth = 0;
        return string.Join("\n", code.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).Select(line =>
        {
            int at = depth - (line[0] == '}' ? 1 : 0);
            depth += line.Count(c => c == '{') - line.Count(c => c == '}');
            return new string(' ', 4 * Math.Max(0, at)) + line;
        }));
    }

    [GeneratedRegex("<([^<>]+)>")]
    private static partial Regex Part();
}
