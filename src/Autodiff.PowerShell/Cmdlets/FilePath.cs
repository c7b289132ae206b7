using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>Files that -Path names.</summary>
static class FilePath
{
    /// <summary>The files of a path with wildcards, as the file system names them.</summary>
    public static IEnumerable<string> Existing(AdCmdlet cmdlet, string path) => cmdlet.Do(path, () =>
    {
        if (!WildcardPattern.ContainsWildcardCharacters(path)) return [cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path)];
        var found = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _);
        return found.Count > 0 ? found : throw new AdException($"{cmdlet.MyInvocation.MyCommand.Name}: no file is like {path}.", ErrorId.PathNotFound);
    });

    /// <summary>The file that a path is to become: it may be there already, and wildcards may mean it alone.</summary>
    public static string New(AdCmdlet cmdlet, string path)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(path)) return cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
        string[] found = [.. Existing(cmdlet, path)];
        if (found.Length > 1) cmdlet.Fail(path, new($"{cmdlet.MyInvocation.MyCommand.Name}: {path} is like {found.Length} files: name one, or use -LiteralPath.", ErrorId.AmbiguousPath));
        return found[0];
    }
}
