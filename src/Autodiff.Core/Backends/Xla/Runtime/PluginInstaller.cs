using System.Security.Cryptography;
using Autodiff.Backends.Xla.Pjrt;

namespace Autodiff.Backends.Xla.Runtime;

/// <summary>Installs a plugin for the user: hashes the file, takes the library out, puts it into a folder of the user's own by one rename, and writes it down.</summary>
static class PluginInstaller
{
    /// <summary>Files that Autodiff vouches for, by their SHA-256.</summary>
    static readonly Dictionary<string, string> known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["1319390d948b39f69f7dade496b7c385149d9ca6097a6b62114da113216d9ad1"] = "lammps-jax-pjrt-cpu 0.11.2",
    };

    /// <summary>The SHA-256 of a file, in hexadecimal digits.</summary>
    public static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>What a hash is known to be of, null where it is not known.</summary>
    public static string? Known(string sha256) => known.GetValueOrDefault(sha256);

    /// <summary>Installs.</summary>
    /// <param name="path">A wheel, zip, tar.gz or library.</param>
    /// <param name="sha256">Its hash, which is checked before anything is unpacked.</param>
    /// <param name="source">What the record calls its origin.</param>
    /// <exception cref="AdException">The hash differs, or the file holds no plugin for this machine.</exception>
    public static PluginRecord Install(string path, string sha256, string source)
    {
        string found = Hash(path);
        if (!found.Equals(sha256, StringComparison.OrdinalIgnoreCase)) throw new AdException($"{Path.GetFileName(path)} has the SHA-256 {found}, but {sha256} was expected. Nothing was installed.", "HashMismatch");
        string plugins = UserFolder.Ensure(Path.Combine(UserFolder.Ensure(UserFolder.Data), "plugins"));
        string staged = UserFolder.Ensure(Path.Combine(plugins, $"staged-{Guid.NewGuid():N}"));
        try
        {
            string name = Stage(path, Path.Combine(staged, "library"));
            string library = Path.Combine(staged, name);
            File.Move(Path.Combine(staged, "library"), library);
            LibraryFile.Check(library);
            string hash = Hash(library), folder = Path.Combine(plugins, hash);
            // Of two installers at a time one is first; both have the same bytes.
            if (!Directory.Exists(folder)) TryMove(staged, folder);
            var record = new PluginRecord(Path.Combine(folder, name), hash, source);
            PluginRecords.Write([record, .. PluginRecords.Read().Where(r => r.Path != record.Path)]);
            return record;
        }
        finally
        {
            if (Directory.Exists(staged)) Directory.Delete(staged, true);
        }
    }

    /// <summary>Removes an installed plugin and what is written down of it.</summary>
    public static void Uninstall(PluginRecord record)
    {
        PluginRecords.Write(PluginRecords.Read().Where(r => r.Path != record.Path));
        string plugins = Path.Combine(UserFolder.Data, "plugins") + Path.DirectorySeparatorChar;
        string folder = Path.GetDirectoryName(record.Path)!;
        if (folder.StartsWith(plugins, StringComparison.Ordinal) && Directory.Exists(folder)) Directory.Delete(folder, true);
    }

    static string Stage(string path, string to)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(to, options);
        if (Archive.Is(path)) return Archive.Extract(path, stream);
        using var from = File.OpenRead(path);
        from.CopyTo(stream);
        return Path.GetFileName(path);
    }

    static void TryMove(string from, string to)
    {
        try
        {
            Directory.Move(from, to);
        }
        catch (IOException) when (Directory.Exists(to))
        {
        }
    }
}
