using System.Text.RegularExpressions;

namespace Autodiff.Core.Tests.Architecture;

/// <summary>The files of the repository, for tests of the architecture.</summary>
static partial class Sources
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The files in some folders that are not generated.</summary>
    public static IEnumerable<string> Files(string pattern, params string[] folders) => folders
        .Select(f => Path.Combine(Root, f))
        .Where(Directory.Exists)
        .SelectMany(f => Directory.EnumerateFiles(f, pattern, SearchOption.AllDirectories))
        .Where(f => !Generated().IsMatch(f))
        .Order(StringComparer.Ordinal);

    /// <summary>The path of a file within the repository, with slashes.</summary>
    public static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    /// <summary>The code of a file, with comments and strings removed.</summary>
    public static string Code(string file) => new SourceText(File.ReadAllText(file)).Code;

    /// <summary>The comments and strings of a file.</summary>
    public static string Text(string file) => new SourceText(File.ReadAllText(file)).Text;

    static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Autodiff.slnx"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Autodiff.slnx.");
    }

    [GeneratedRegex(@"[\\/](bin|obj)[\\/]")]
    private static partial Regex Generated();
}
