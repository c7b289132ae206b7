using Autodiff.Files;

namespace Autodiff.Backends.Xla.Runtime;

/// <summary>The user's own folders. Nobody else may write to them, because their files are loaded as code.</summary>
static class UserFolder
{
    const string Name = "autodiff";

    /// <summary>The folder of installed plugins and their record: <c>$XDG_DATA_HOME/autodiff</c>, or the system's equivalent.</summary>
    public static string Data => Under(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify));

    /// <summary>The folder of compiled executables: <c>$XDG_CACHE_HOME/autodiff</c>, or the system's equivalent.</summary>
    public static string Cache
    {
        get
        {
            if (!OperatingSystem.IsLinux()) return Path.Combine(Data, "cache");
            string? xdg = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            if (!string.IsNullOrEmpty(xdg) && Path.IsPathFullyQualified(xdg)) return Under(xdg);
            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
            return Under(home.Length > 0 ? Path.Combine(home, ".cache") : "");
        }
    }

    /// <summary>Creates a folder that only the user may read and write, and its missing parents; checks an existing one.</summary>
    /// <exception cref="AdException">Others may write to the folder or to a parent, or it is a link.</exception>
    public static string Ensure(string path)
    {
        if (OperatingSystem.IsWindows()) return Directory.CreateDirectory(path).FullName;
        const UnixFileMode own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        // Before anything is made: a link would lead elsewhere.
        foreach (string p in Own(path))
            if (Path.Exists(p) || new FileInfo(p).LinkTarget is not null) Check(p);
        // One by one: otherwise the parents would get the permissions of the user's umask, which may let others in.
        var missing = new Stack<string>();
        for (string? p = Path.GetFullPath(path); p is not null && !Path.Exists(p); p = Path.GetDirectoryName(p)) missing.Push(p);
        if (missing.TryPeek(out string? top)) PathOwner.Check(Path.GetDirectoryName(top)!);
        while (missing.TryPop(out string? p)) Directory.CreateDirectory(p, own);
        Check(path);
        return path;
    }

    /// <summary>A folder and the folders around it that Autodiff makes. The user may have links above them.</summary>
    static IEnumerable<string> Own(string path)
    {
        string[] parts = Path.GetFullPath(path).Split(Path.DirectorySeparatorChar);
        int from = Array.LastIndexOf(parts, Name);
        for (int i = from < 0 ? parts.Length - 1 : from; i < parts.Length; i++) yield return string.Join(Path.DirectorySeparatorChar, parts[..(i + 1)]);
    }

    /// <summary>Refuses a file or folder that is a link or that others can change.</summary>
    public static void Check(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        FileSystemInfo info = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        if (info.LinkTarget is not null) throw new AdException($"{path} is a symbolic link; expected a folder of the user's own.", ErrorId.UnsafeFolder);
        PathOwner.Check(path);
    }

    /// <summary>Deletes temporary files of killed processes. A running process needs its file only for seconds.</summary>
    public static void RemoveStale(string folder)
    {
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*" + AtomicFile.TemporarySuffix))
            if (file.LastWriteTimeUtc < DateTime.UtcNow.AddHours(-1)) file.Delete();
    }

    static string Under(string root) => root.Length > 0
        ? Path.Combine(root, Name)
        : throw new AdException("The user has no home folder (HOME is not set), so Autodiff has no place for its files. Set XDG_DATA_HOME and XDG_CACHE_HOME, or set AUTODIFF_PJRT_PLUGIN to the path of a plugin.", ErrorId.NoUserFolder);
}
