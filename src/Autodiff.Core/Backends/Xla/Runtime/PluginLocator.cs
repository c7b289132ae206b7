namespace Autodiff.Backends.Xla.Runtime;

/// <summary>A plugin that may be loaded.</summary>
/// <param name="Path">The path of its library.</param>
/// <param name="Why">The reason why it was chosen.</param>
/// <param name="IsNamed">Whether the user named it. Then no recorded hash is needed.</param>
/// <param name="Sha256">The required hash; null if none is recorded.</param>
sealed record PluginChoice(string Path, string Why, bool IsNamed, string? Sha256);

/// <summary>Finds a plugin: where the user says, then among those installed, then in Python packages.</summary>
static class PluginLocator
{
    const string Library = "*pjrt*.so";

    static readonly string[] packageFolders = ["site-packages", "dist-packages"];

    /// <param name="named">A path that the caller gives. Default: none.</param>
    /// <exception cref="AdException">No plugin is found.</exception>
    public static PluginChoice Find(string? named = null) => Candidates(named).FirstOrDefault()
        ?? throw new AdException($"No PJRT plugin is installed, so XLA is not available. Install one with {Spell.Name("AdRuntime.Install")}, or set $env:AUTODIFF_PJRT_PLUGIN to the path of one. {Spell.Name("Backend")} Managed needs no plugin, but cannot run imported programs.", ErrorId.NoPlugin);

    /// <summary>All plugins found, the preferred one first.</summary>
    public static IEnumerable<PluginChoice> Candidates(string? named)
    {
        if (!string.IsNullOrEmpty(named)) yield return new(named, "named by the caller", true, null);
        if (Environment.GetEnvironmentVariable("AUTODIFF_PJRT_PLUGIN") is { Length: > 0 } variable)
            yield return new(Absolute(variable), "named by $env:AUTODIFF_PJRT_PLUGIN", true, Environment.GetEnvironmentVariable("AUTODIFF_PJRT_SHA256") is { Length: > 0 } hash ? hash : null);
        foreach (string path in NamedForJax()) yield return new(path, "named by $env:PJRT_NAMES_AND_LIBRARY_PATHS", true, null);
        var records = PluginRecords.Read();
        foreach (var r in records)
            if (File.Exists(r.Path)) yield return new(r.Path, $"installed from {r.Source}", false, r.Sha256);
        foreach (string path in InPython())
            yield return new(path, "found among Python's packages", false, records.FirstOrDefault(r => r.Path == path)?.Sha256);
    }

    // A relative path is refused, because others may write to the current folder.
    static string Absolute(string path) => Path.IsPathFullyQualified(path) ? path : throw new AdException($"$env:AUTODIFF_PJRT_PLUGIN is '{path}'; expected an absolute path.", ErrorId.InvalidPlugin);

    // The format of JAX's variable is name:path,name:path.
    static IEnumerable<string> NamedForJax() =>
        (Environment.GetEnvironmentVariable("PJRT_NAMES_AND_LIBRARY_PATHS") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(entry => entry[(entry.IndexOf(':', StringComparison.Ordinal) + 1)..]).Where(Path.IsPathFullyQualified);

    static IEnumerable<string> InPython()
    {
        if (!OperatingSystem.IsLinux()) yield break;
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        string[] roots = [.. new[] { Environment.GetEnvironmentVariable("VIRTUAL_ENV"), home.Length > 0 ? Path.Combine(home, ".local") : null, "/usr/local", "/usr" }.OfType<string>().Where(r => r.Length > 0)];
        foreach (string root in roots)
            foreach (string packages in Folders(Path.Combine(root, "lib"), "python3*").SelectMany(p => packageFolders.Select(d => Path.Combine(p, d))))
                foreach (string package in Folders(packages, "*pjrt*").Concat(Folders(packages, "jax_plugins")))
                    foreach (string file in Directory.EnumerateFiles(package, Library, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2, IgnoreInaccessible = true }).Order(StringComparer.Ordinal))
                        yield return file;
    }

    static IEnumerable<string> Folders(string path, string pattern) => Directory.Exists(path) ? Directory.EnumerateDirectories(path, pattern).Order(StringComparer.Ordinal) : [];
}
