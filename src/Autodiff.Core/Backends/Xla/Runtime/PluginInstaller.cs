using System.Security.Cryptography;
using Autodiff.Backends.Xla.Pjrt;

namespace Autodiff.Backends.Xla.Runtime;

/// <summary>Installs a plugin for the user: hashes the file, extracts the library, moves it to a folder of the user with one rename, and records it.</summary>
static class PluginInstaller
{
    /// <summary>The files that Autodiff knows, by SHA-256.</summary>
    static readonly Dictionary<string, string> known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["1319390d948b39f69f7dade496b7c385149d9ca6097a6b62114da113216d9ad1"] = "lammps-jax-pjrt-cpu 0.11.2",
    };

    const string Alive = ".alive";

    /// <summary>The SHA-256 of a file, in hexadecimal digits.</summary>
    public static string Hash(string path)
    {
        using var file = new PluginFile(path);
        return Hash(file);
    }

    /// <summary>The name of the known file with a hash, or null.</summary>
    public static string? Known(string sha256) => known.GetValueOrDefault(sha256);

    /// <summary>Installs a plugin.</summary>
    /// <param name="path">A wheel, zip, tar.gz or library.</param>
    /// <param name="sha256">The hash of the file. It is checked before anything is unpacked.</param>
    /// <param name="source">The origin, for the record.</param>
    /// <exception cref="AdException">The hash differs, or the file contains no plugin for this machine.</exception>
    public static PluginRecord Install(string path, string sha256, string source)
    {
        using var file = new PluginFile(path);
        string found = Hash(file);
        if (!found.Equals(sha256, StringComparison.OrdinalIgnoreCase)) throw new AdException($"{Path.GetFileName(path)} has SHA-256 {found}; expected {sha256}. Nothing was installed.", ErrorId.HashMismatch);
        string plugins = UserFolder.Ensure(Path.Combine(UserFolder.Ensure(UserFolder.Data), "plugins"));
        RemoveStale(plugins);
        using var alive = Announce(plugins);
        string staged = UserFolder.Ensure(alive.Name[..^Alive.Length]);
        try
        {
            string name = Stage(path, file, Path.Combine(staged, "library"));
            string library = Path.Combine(staged, "library");
            string hash = HashOfLibrary(library);
            var record = new PluginRecord(Path.Combine(UserFolder.Ensure(Path.Combine(plugins, hash)), name), hash, source);
            // A single rename: two installers at a time write the same bytes, and a library that has been changed is repaired.
            File.Move(library, record.Path, true);
            PluginRecords.Change(records => [record, .. records.Where(r => r.Path != record.Path)]);
            return record;
        }
        finally
        {
            if (Directory.Exists(staged)) Directory.Delete(staged, true);
        }
    }

    /// <summary>Removes an installed plugin and its record.</summary>
    public static void Uninstall(PluginRecord record)
    {
        PluginRecords.Change(records => [.. records.Where(r => r.Path != record.Path)]);
        // The record may contain anything. Only a file that an installation would have made is deleted, and its folder if that is empty then.
        string plugins = Path.Combine(UserFolder.Data, "plugins"), folder = Path.Combine(plugins, record.Sha256), path = Path.Combine(folder, Path.GetFileName(record.Path));
        bool isInstalled = record.Sha256.Length == 64 && record.Sha256.All(char.IsAsciiHexDigit) && record.Path == path && Directory.Exists(folder);
        if (!isInstalled) return;
        UserFolder.Check(plugins);
        UserFolder.Check(folder);
        File.Delete(path);
        if (!Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
    }

    static string Hash(PluginFile file)
    {
        using var activity = Activity.Begin($"Hashing {Path.GetFileName(file.Name)}");
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    static string HashOfLibrary(string path)
    {
        using var file = LibraryFile.Open(path);
        return file.Sha256;
    }

    static string Stage(string path, PluginFile file, string to)
    {
        using var activity = Activity.Begin($"Copying {Path.GetFileName(path)}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(to, options);
        file.Position = 0;
        if (Archive.Is(path)) return Archive.Extract(path, file, stream);
        file.CopyTo(stream);
        return Path.GetFileName(path);
    }

    /// <summary>Creates a file that shows that this installer is running: before its folder, and deleted after it, so that a killed installer leaves both.</summary>
    static FileStream Announce(string plugins)
    {
        for (int tries = 0; ; tries++)
        {
            try
            {
                var alive = new FileStream(Path.Combine(plugins, $"staged-{Guid.NewGuid():N}{Alive}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.DeleteOnClose);
                if (File.Exists(alive.Name)) return alive;
                alive.Dispose();
            }
            catch (IOException) when (tries < 100)
            {
                // Another installer took the file for a stale one before it was locked.
            }
        }
    }

    // Removes the files of killed installers. A running installer has a file that nobody else can open.
    static void RemoveStale(string plugins)
    {
        foreach (var file in new DirectoryInfo(plugins).EnumerateFiles("staged-*" + Alive))
            try
            {
                using var dead = new FileStream(file.FullName, FileMode.Open, FileAccess.Write, FileShare.None, 0, FileOptions.DeleteOnClose);
                var folder = new DirectoryInfo(file.FullName[..^Alive.Length]);
                if (folder.Exists) folder.Delete(folder.LinkTarget is null);
            }
            catch (IOException)
            {
                // The installer is running, or another one has removed the file.
            }
    }
}
