using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Autodiff.PowerShell.Tests.Host;

/// <summary>The engine's messages name the library; a user of PowerShell reads cmdlets and parameters.</summary>
public partial class SpellingTests
{
    static readonly string core = Path.Combine(PowerShellSession.Repository, "src/Autodiff.Core");

    static readonly Type[] library = [.. typeof(Ad).Assembly.GetExportedTypes()];

    static readonly Type[] cmdlets = [.. typeof(AdCmdlet).Assembly.GetExportedTypes().Where(t => t.IsDefined(typeof(CmdletAttribute)))];

    /// <summary>Every name that a source of the engine spells.</summary>
    public static TheoryData<string> Spelled => [.. Directory.EnumerateFiles(core, "*.cs", SearchOption.AllDirectories)
        .SelectMany(f => Call().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).Distinct().Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Spelled))]
    public void What_is_spelled_is_a_name_of_the_library_and_has_one_here(string name)
    {
        if (name != "null") Assert.True(IsPublic(name), $"The library has no public {name}.");
        if (name != "Ad" && !name.StartsWith("Ad.", StringComparison.Ordinal)) Assert.Contains(name, Spelling.Names);
    }

    [Fact]
    public void Every_spelling_is_a_cmdlet_or_a_parameter_and_is_used()
    {
        var commands = cmdlets.Select(t => t.GetCustomAttribute<CmdletAttribute>()!).Select(a => $"{a.VerbName}-{a.NounName}").ToHashSet();
        var parameters = cmdlets.SelectMany(t => t.GetProperties()).Where(p => p.IsDefined(typeof(ParameterAttribute))).Select(p => "-" + p.Name).ToHashSet();
        foreach (var (name, spelled) in Spelling.Names.Where(n => n.Key != "null")) Assert.True(commands.Contains(spelled) || parameters.Contains(spelled), $"{name} is spelled {spelled}.");
        Assert.Equal([], Spelling.Names.Keys.Except(((IEnumerable<object[]>)Spelled).Select(row => (string)row[0])));
    }

    [Theory]
    [InlineData("Ad", "[Ad]")]
    [InlineData("Ad.Sum", "[Ad]::Sum")]
    [InlineData("null", "$null")]
    [InlineData("Gradient", "Get-AdGradient")]
    [InlineData("Mode", "-Mode")]
    public void Names_are_spelled(string name, string spelled)
    {
        Assert.Equal(spelled, Spelling.Of(name));
        Assert.Equal(name, new ScriptHost().Spell(name));
    }

    [Fact]
    public void Calls_are_spelled_so_that_they_can_be_typed()
    {
        var cSharp = new ScriptHost();
        Assert.Equal("[Ad]::Cast($x, 'i32')", Spelling.Of("Ad.Cast", "x", "'i32'"));
        Assert.Equal("Ad.Cast(x, \"i32\")", cSharp.Spell("Ad.Cast", "x", "'i32'"));
        Assert.Equal("Install-AdRuntime -LiteralPath '/it''s/p.so' -Sha256 ab", Spelling.Of("AdRuntime.Install", "'/it's/p.so'", "'ab'"));
        Assert.Equal("AdRuntime.Install(\"C:\\\\p.dll\", \"ab\")", cSharp.Spell("AdRuntime.Install", "'C:\\p.dll'", "'ab'"));
    }

    // A name is that of a static member with its type, of a method of Function, or of an option.
    static bool IsPublic(string name)
    {
        string[] parts = name.Split('.');
        return parts.Length == 2
            ? library.Any(t => t.Name == parts[0] && t.GetMember(parts[1], BindingFlags.Public | BindingFlags.Static).Length > 0)
            : library.Any(t => t.Name == name || (t == typeof(Function) || t.Name.EndsWith("Options", StringComparison.Ordinal)) && t.GetMember(name, BindingFlags.Public | BindingFlags.Instance).Length > 0);
    }

    [GeneratedRegex("""Spell\.Name\("([\w.]+)""")]
    private static partial Regex Call();
}
