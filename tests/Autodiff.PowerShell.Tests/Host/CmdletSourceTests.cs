using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Autodiff.PowerShell.Tests.Host;

/// <summary>Cmdlets fill options of the library, and make nothing of the engine's own.</summary>
public partial class CmdletSourceTests
{
    [Fact]
    public void A_cmdlet_constructs_no_internal_type_of_the_engine()
    {
        var internals = typeof(Ad).Assembly.GetTypes().Where(t => !t.IsVisible && !t.IsNested).Select(t => t.Name.Split('`')[0]).ToHashSet();
        Assert.Contains("GradientFunction", internals);
        string folder = Path.Combine(PowerShellSession.Repository, "src/Autodiff.PowerShell/Cmdlets");
        Assert.Equal([], Directory.EnumerateFiles(folder, "*.cs").SelectMany(f => Construction().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value).Where(internals.Contains).Select(n => $"{Path.GetFileName(f)}: new {n}")));
    }

    /// <summary>PowerShell shows an error as <c>New-AdTensor: message</c>.</summary>
    [Fact]
    public void No_message_begins_with_the_name_of_a_cmdlet()
    {
        string folder = Path.Combine(PowerShellSession.Repository, "src/Autodiff.PowerShell");
        Assert.Equal([], Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).SelectMany(f => Prefix().Matches(File.ReadAllText(f)).Select(m => $"{Path.GetFileName(f)}: {m.Value}")));
    }

    [Fact]
    public void PowerShell_refuses_nothing_where_a_cmdlet_wants_names()
    {
        var lists = typeof(PowerShellHost).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(PSCmdlet))).SelectMany(t => t.GetProperties()).Where(p =>
            p.PropertyType == typeof(string[]) && p.GetCustomAttributes<ParameterAttribute>().Any(a => !a.Mandatory)).ToArray();
        Assert.NotEmpty(lists);
        Assert.Equal([], lists.Where(p => p.GetCustomAttribute<ParameterAttribute>() is { Mandatory: false } && p.GetCustomAttribute<ValidateNotNullAttribute>() is null).Select(p => $"{p.DeclaringType!.Name}: {p.Name}"));
    }

    [GeneratedRegex(@"\$?""(?:[A-Z]\w+-Ad\w+|\{[\w.]*(?:MyCommand\.Name|Name\(cmdlet\))\}): ")]
    private static partial Regex Prefix();

    [GeneratedRegex(@"\bnew (\w+)[(<{ ]")]
    private static partial Regex Construction();
}
