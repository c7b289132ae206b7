using System.Text.RegularExpressions;

namespace Autodiff.Core.Tests.Architecture;

/// <summary>Folders depend on each other in one direction. This is read from the using directives and the type names in the sources.</summary>
public partial class DependencyTests
{
    /// <summary>From the highest layer to the lowest. Folders in one line may use each other.</summary>
    static readonly string[][] layers =
    [
        ["Programs", "Optimizers"],
        ["Functions"],
        ["Operations/Control", "Primitives/Control"],
        ["Transforms"],
        ["Operations", "Primitives"],
        ["Tracing"],
        ["Graphs"],
        ["StableHlo"],
        ["Trees"],
        ["Lanes"],
        ["Tensors"],
        ["Files"],
        ["Diagnostics"],
    ];

    /// <summary>The interfaces to backends with the choice of one, and the backends.</summary>
    const string Backends = "Backends", Managed = "Backends/Managed", Xla = "Backends/Xla";

    /// <summary>Namespaces whose name differs from that of their folder.</summary>
    static readonly Dictionary<string, string> namespaces = new() { ["Families"] = "Primitives", ["Backends.Managed"] = Managed, ["Backends.Xla"] = Xla };

    [Fact]
    public void Folders_depend_one_way()
    {
        var files = Sources.Files("*.cs", "src/Autodiff.Core").Select(f => (Path: Sources.Relative(f), Folder: Folder(f), Code: Sources.Code(f))).ToArray();
        var home = new Dictionary<string, string>();
        foreach (var f in files)
            foreach (Match m in Declaration().Matches(f.Code))
                // A partial class belongs to the lowest folder with a part of it.
                if (!home.TryGetValue(m.Groups[1].Value, out var known) || Level(f.Folder) > Level(known)) home[m.Groups[1].Value] = f.Folder;

        var wrong = new List<string>();
        foreach (var f in files)
        {
            var used = Using().Matches(f.Code).Select(m => m.Groups[1].Value + m.Groups[2].Value).Select(n => (What: "namespace " + n, Folder: namespaces.GetValueOrDefault(n, n)))
                .Concat(Name().Matches(f.Code).Select(m => m.Value).Distinct().Except(Member().Matches(f.Code).Select(m => m.Groups[1].Value)).Where(home.ContainsKey).Select(n => (What: n, Folder: home[n])));
            foreach (var (what, folder) in used)
                if (!May(f.Folder, folder)) wrong.Add($"{f.Path} uses {what} of {folder}");
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong.Distinct()));
    }

    [Fact]
    public void Every_folder_has_a_place_in_the_order()
    {
        var known = layers.SelectMany(l => l).Concat([Backends, Managed, Xla]).ToHashSet();
        Assert.Equal([], Sources.Files("*.cs", "src/Autodiff.Core").Select(Folder).Distinct().Where(f => !known.Contains(f)));
    }

    [Fact]
    public void The_engine_knows_no_PowerShell()
    {
        Assert.Equal([], Sources.Files("*.cs", "src/Autodiff.Core").Where(f => Sources.Code(f).Contains("System.Management", StringComparison.Ordinal)).Select(Sources.Relative));
        Assert.DoesNotContain("PowerShell", File.ReadAllText(Path.Combine(Sources.Root, "src/Autodiff.Core/Autodiff.Core.csproj")).Replace("Autodiff.PowerShell", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    // What names of the library are in PowerShell its host knows.
    [Fact]
    public void No_source_of_the_engine_names_a_cmdlet_a_parameter_or_the_accelerator() =>
        Assert.Equal([], Sources.Files("*.cs", "src/Autodiff.Core").SelectMany(f => Shell().Matches(Sources.Text(f)).Select(m => $"{Sources.Relative(f)}: {m.Value.Trim()}")));

    static bool May(string user, string used)
    {
        if (user == used) return true;
        // Functions and programs use backends through their interfaces. A backend does not use another.
        if (used is Managed or Xla) return user == Backends;
        if (used == Backends) return user is Managed or Xla || Level(user) is >= 0 and var level && level <= Level("Functions");
        // Backends may use what is below transforms.
        if (user is Backends or Managed or Xla) return Level(used) < 0 || Level(used) > Level("Transforms");
        return Level(used) < 0 || Level(user) <= Level(used);
    }

    static int Level(string folder) => Array.FindIndex(layers, l => l.Contains(folder));

    static string Folder(string file)
    {
        string[] parts = Sources.Relative(file).Split('/')[2..^1];
        string nested = string.Join('/', parts.Take(2));
        return nested is Managed or Xla || layers.Any(l => l.Contains(nested)) ? nested : parts.FirstOrDefault() ?? "";
    }

    // Get-AdGradient; -Mode, unless it is a negated operation; [Ad].
    [GeneratedRegex(@"\b[A-Z]\w+-Ad[A-Z]?\w*|(?<=[\s(""'])-[A-Z][A-Za-z]+\b(?![.(])|\[Ad\]")]
    private static partial Regex Shell();

    [GeneratedRegex(@"\b(?:using )?Autodiff\.(Backends\.(?:Managed|Xla)|\w+)|(?<![\w.])(Families|Programs|Functions|Optimizers|Transforms|Tracing|Graphs|StableHlo|Trees|Files|Backends\.(?:Managed|Xla)|Backends)\.[A-Z]")]
    private static partial Regex Using();

    [GeneratedRegex(@"\b(?:class|struct|interface|enum|record(?: struct)?) ([A-Z]\w*)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"[\w>\]?] ([A-Z]\w*)\s*(?:\{ get|\{\s+get|=>|= )")]
    private static partial Regex Member();

    // A type name: not a member, not declared here (then a type stands before it), and not a method, unless it is constructed.
    [GeneratedRegex(@"(?<=\bnew )[A-Z]\w*|(?<![\w.]|[\w>\]?]> |[\w>\]]\? |\] |\w\* )[A-Z]\w*(?![\w(]|<[\w, ]*>\(|\s*=[^=]|\s*=>|\s*\{ get|\s*,)")]
    private static partial Regex Name();
}
