using System.Globalization;
using System.Text.RegularExpressions;

namespace Autodiff.PowerShell.Tests.Conformance;

/// <summary>
/// Writes random PowerShell functions as people write them, by a grammar with weights. The same seed gives the same program. Every name that is used is known, and every index is in
/// range, so that most programs run.
/// </summary>
sealed partial class ProgramGrammar(int seed)
{
    /*
     * A rule is a name, and below it its forms with their weights. In a form stand
     *   <number>        a rule
     *   <+|-|*>         one of several texts
     *   <Array Rows>    a known name of one of these kinds; without one the form is not chosen. <=> is the same name again
     *   <!Number>       a new name, which is known from the next statement on. <!> is the same name again
     *   <?Integer>      a new name, which is known in the bodies of the statement. <?> is the same name again
     *   <$_: number>    a rule in which these names of numbers are known
     *   <body>          some statements, on lines of their own; <;> ends a line
     * Forms with rules that lead back to themselves are chosen to a certain depth.
     */
    const string Grammar = """
        helper
            1 function <!Helper>($a, $b = 1.5) { <$a $b: part> }
            1 function <!Helper>([double] $a, [double] $b = 2) { <$a $b: part> }
            1 function <!Helper> { [CmdletBinding()] param([Parameter(Mandatory)] $a, $b = 1) <$a $b: part> }
        part
            1 <body><|return ><number><;>
        parameter
            3 <!Number>
            2 [double] <!Number>
            2 [int] <!Integer>
            1 <!Integer>
            3 [double[]] <!Array>
            1 [object[]] <!Array>
            1 [System.Collections.Generic.List[double]] <!List>
            2 <!Rows>
            1 <!Table>
        statement
            4 <!Number> = <number>
            1 [double] <!Number> = <number>
            1 <!Number>, $null = <number>, <number>
            2 <!Integer> = <integer>
            1 [int] <!Integer> = <bounded>
            3 <!Array> = <array>
            1 [double[]] <!Array> = <array>
            1 <!Array> = foreach ($e in <sequence>) { <$e: number> }
            1 <!Array> = [double[]]::new(3); <!>[1] = <number>
            1 <!Array> = New-Object double[] 3
            1 <!Array> = @(<number>) * 3
            1 <!List> = [System.Collections.Generic.List[double]]::new(); <!>.Add(<number>); <!>.Add(<number>)
            1 <!List> = New-Object System.Collections.Generic.List[double]; 1..2 | ForEach-Object { <!>.Add(<$_: number>) }
            2 <!Table> = <|[pscustomobject]>@{ a = <number>; b = <number>; c = @{ d = <number> } }
            1 <!Block> = { param($p, $q) <$p $q: number> }
            4 <Number> <=|+=|-=|*=> <number>
            1 <Integer>++
            2 <Array> += <number>
            1 <Array> += @(<number>, <number>)
            1 <List>.Add(<number>)
            3 <Array List>[<index>] <=|+=|*=> <number>
            1 <Array>[0], <=>[1] = <=>[1], <=>[0]
            1 <Table>.a = <number>
            1 <Table>.<b|c.d> += <number>
            1 <!Number> = try { if (<condition>) { throw 'no' }; <number> } catch { <number> }
            1 <!Number> = 0.5; switch (<bounded>) { 0 { <!> = <number> } 1 { <!> = <number> } default { <!> = <number> } }
            1 <!Number> = switch (<number>) { { <$_: condition> } { <$_: number>; break } default { <number> } }
            1 <!Number> = 0.0; foreach ($g in (<sequence> | Group-Object { <$_: condition> })) { <!> += $g.Count * ($g.Group | Measure-Object -Sum).Sum }
            1 if (<condition>) { <body> }
            2 if (<condition>) { <body> } else { <body> }
            1 if (<condition>) { <body> } elseif (<condition>) { <body> } else { <body> }
            2 for (<?Integer> = 0; <?> -lt <2|3>; <?>++) { <body> }
            1 foreach (<?Integer> in 1..<2|3>) { <body> }
            2 foreach (<?Number> in <sequence>) { <body> }
            1 foreach (<?Number> in <sequence>) { <body> if (<condition>) { <break|continue> } }
            1 <?Integer> = 0; while (<?> -lt <2|3>) { <body> <?>++ }
            1 <?Integer> = 0; do { <body> <?>++ } while (<?> -lt 3)
        output
            6 <|return ><number>
            2 <array>
            1 <integer>
            1 <number>; <number>
            1 @{ value = <number>; items = @(<array>) }
            1 [pscustomobject]@{ n = <integer>; x = <number> }
            1 '{0:F2} of {1}' -f <number>, <integer>
            1 $(<number> -gt 1 ? 'high' : 'low')
        number
            4 <atom>
            6 (<number> <+|-|*> <number>)
            2 (<number> / (2.5 + [Math]::Abs(<number>)))
            1 (<number> / <3.0|-4.0>)
            1 (<number> % 3)
            1 (- <number>)
            1 <bounded>
            4 [Math]::<Sin|Cos|Tanh|Abs|Sign|Atan|Cbrt>(<number>)
            1 [Math]::<Floor|Ceiling|Truncate>([double] <number>)
            1 [Math]::Sqrt(0.1 + [Math]::Abs(<number>))
            1 [Math]::Exp(-[Math]::Abs(<number>))
            1 [Math]::Log(<number> - 0.3)
            1 [Math]::Pow(<number>, <2|3>)
            1 [Math]::Pow(0.5 + [Math]::Abs(<number>), -1)
            1 [Math]::Round([double] <number>, 2)
            2 [Math]::<Max|Min>([double] <number>, <number>)
            1 [Math]::Clamp([double] <number>, -2.0, 3.0)
            1 (<[double]|[float]> <number>)
            1 ([double] ('{0:F3}' -f <number>))
            2 (<condition> ? <number> : <number>)
            1 $(if (<condition>) { <number> } else { <number> })
            1 (<number> ?? 1.0)
            3 <measured>
            1 (<array> | Sort-Object<| -Descending>)[<0|1>]
            1 (& <Block> (<number>) (<number>))
            1 (<Helper> (<number>) (<number>))
            1 (<Helper> -a (<number>))
        measured
            2 (<sequence> | Measure-Object -Sum).Sum
            1 (<sequence> | Measure-Object -Average).Average
            1 (<sequence> | Measure-Object -Maximum).Maximum
            1 (<sequence> | Measure-Object -Minimum).Minimum
            1 (<array> | Measure-Object -StandardDeviation).StandardDeviation
        atom
            3 <0.5|2|1.5|-1|0.1|3.25|10|1e-3|0>
            6 <Number Integer>
            3 <Array List Rows>[<index>]
            1 <Array Rows>[-1]
            1 <Array List Rows>.Count
            2 <Table>.<a|b|c.d>
        index
            3 <0|1>
            1 ([Math]::Abs(<Integer>) % 2)
        integer
            1 <-2|0|1|3|7>
            3 <Integer>
            1 <Array List Rows>.Count
            3 (<integer> <+|-|*> <integer>)
            1 (<integer> % 3)
            1 ([int] (<integer> / 2))
            1 [Math]::Abs(<integer>)
            1 (<integer> -band 6)
            1 (<integer> * 1000000)
            1 <bounded>
            1 @(<sequence> | Where-Object { <$_: condition> }).Count
        bounded
            1 ([int] (8 * [Math]::Sin(<number>)))
            1 ([int] [Math]::Floor(4 * [Math]::Tanh(<number>)))
        array
            3 <Array>
            1 @(<atom>, <atom>)
            2 @(<number>, <number>, <number>)
            4 @(<sequence> | ForEach-Object { <$_: number> })
            1 (1..3 | ForEach-Object { <$_: number> })
            1 (@(<sequence> | Where-Object { <$_: condition> }) + @(<number>, <number>))
            1 (<array> | Sort-Object<| -Descending>)
            1 (<array> | Sort-Object -Stable { <$_: number> })
            1 (<array> | Select-Object -First 2)
            1 <array>.ForEach({ <$_: number> })
            1 <array>[0..1]
            1 (<array> + <number>)
        sequence
            4 <Array List Rows>
            1 @(<atom>, <atom>, <number>)
            1 @(<atom>, <atom>)
        condition
            1 <atom> <-gt|-lt> <atom>
            8 <number> <-gt|-gt|-lt|-lt|-le|-ge|-eq|-ne> <number>
            2 (<condition>) <-and|-or> (<condition>)
            1 -not (<condition>)
            1 <integer> % 2 -eq 0
            1 <sequence> -contains <number>
            1 <number> -in 0, 1, 2.5
            1 <sequence>.Count -gt 3
            1 ('{0:F1}' -f <number>) -eq '1.5'
        """;

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
