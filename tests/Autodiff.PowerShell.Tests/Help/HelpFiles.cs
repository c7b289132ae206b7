using Autodiff.Help;

namespace Autodiff.PowerShell.Tests.Help;

/// <summary>The pages in docs/help.</summary>
static class HelpFiles
{
    public static string Folder { get; } = Path.Combine(PowerShellSession.Repository, "docs", "help");

    public static IEnumerable<string> Names => Directory.GetFiles(Folder, "*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    public static IEnumerable<string> Cmdlets => Names.Where(name => name.Contains("-Ad", StringComparison.Ordinal));

    public static string PathOf(string name) => Path.Combine(Folder, name + ".md");

    public static Page Read(string name) => Page.Read(PathOf(name));
}
