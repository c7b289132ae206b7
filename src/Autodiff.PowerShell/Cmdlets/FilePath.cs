using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>Converts PowerShell paths to paths of the file system.</summary>
static class FilePath
{
    /// <summary>The file of a path in which wildcards are not expanded. It need not exist.</summary>
    /// <exception cref="AdException">The path belongs to another provider, such as Env:.</exception>
    public static string Literal(PSCmdlet cmdlet, string path) =>
        OfFileSystem(cmdlet, path, cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _), provider);

    /// <summary>The existing files that match a path with wildcards.</summary>
    /// <exception cref="AdException">No file matches.</exception>
    public static IReadOnlyList<string> Existing(PSCmdlet cmdlet, string path)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(path)) return [Literal(cmdlet, path)];
        var found = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
        if (found.Count == 0) throw new AdException($"No file matches {path}.", ErrorId.PathNotFound);
        return [.. found.Select(f => OfFileSystem(cmdlet, path, f, provider))];
    }

    /// <summary>The one file of a path with wildcards. Without wildcards it need not exist.</summary>
    /// <exception cref="AdException">No file or several files match.</exception>
    public static string One(PSCmdlet cmdlet, string path) => Existing(cmdlet, path) switch
    {
        [var one] => one,
        var several => throw new AdException($"{path} matches {several.Count} files. Name one of them, or use -LiteralPath.", ErrorId.AmbiguousPath),
    };

    // PowerShell resolves Env:/a to a, which would be a file in the folder in which the process was started.
    static string OfFileSystem(PSCmdlet cmdlet, string path, string found, ProviderInfo provider) => provider.Name == "FileSystem"
        ? found
        : throw new AdException($"{path} is a path of the provider {provider.Name}; expected a path of the file system.", ErrorId.InvalidPath);
}
