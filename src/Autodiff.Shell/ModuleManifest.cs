using System.Diagnostics.CodeAnalysis;

namespace Autodiff.Shell;

/// <summary>Finds the module's manifest, and says what to type when it cannot be loaded.</summary>
static class ModuleManifest
{
    const string FileName = "Autodiff.psd1";
    static readonly string RootModule = Path.Combine("bin", "Autodiff.PowerShell.dll");

    /// <summary>Searches each folder and those above it, in the order given.</summary>
    public static bool TryFind(IReadOnlyList<string> folders, [NotNullWhen(true)] out string? manifest, [NotNullWhen(false)] out string? problem)
    {
        manifest = folders.Select(Above).FirstOrDefault(found => found is not null);
        problem = manifest is null ? NotFound(folders) : NotBuilt(manifest);
        return problem is null;
    }

    static string? Above(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            var candidate = Path.Combine(at.FullName, FileName);
            if (File.Exists(candidate)) return candidate;
        }
        return null;
    }

    static string NotFound(IReadOnlyList<string> folders) =>
        $"There is no {FileName} in {string.Join(", in ", folders.Distinct())} or in a folder above. " +
        "Run Autodiff.Shell from a folder inside the repository of Autodiff.";

    static string? NotBuilt(string manifest)
    {
        var root = Path.GetDirectoryName(manifest)!;
        var module = Path.Combine(root, RootModule);
        return File.Exists(module)
            ? null
            : $"The module is not built: {manifest} loads {module}, which does not exist. Type:\n  dotnet build -c Release \"{root}\"";
    }
}
