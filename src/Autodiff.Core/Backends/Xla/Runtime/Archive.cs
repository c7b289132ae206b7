using System.Formats.Tar;
using System.IO.Compression;

namespace Autodiff.Backends.Xla.Runtime;

/// <summary>
/// Extracts the one library of a PJRT plugin from a wheel, zip or tar.gz. Nothing else is written. Names are checked but never used as paths, and a name that leads out
/// of the folder makes the whole archive invalid.
/// </summary>
static class Archive
{
    /// <summary>More than any plugin needs.</summary>
    const long MaxBytes = 2L << 30;
    const int MaxEntries = 10_000;

    // Windows treats these names as devices, in any folder and with any extension.
    static readonly HashSet<string> devices = new(["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(1, 9).SelectMany(i => new[] { $"COM{i}", $"LPT{i}" })], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a file is an archive, by its name.</summary>
    public static bool Is(string path) => IsZip(path) || IsTar(path);

    /// <summary>Copies the library to a stream.</summary>
    /// <param name="path">The name of the archive, which determines its kind.</param>
    /// <param name="file">The open archive: the bytes that were hashed are unpacked, even if the path changes.</param>
    /// <param name="to">The destination.</param>
    /// <returns>The file name of the library.</returns>
    /// <exception cref="AdException">The archive is damaged or hostile, or does not contain exactly one library of a plugin.</exception>
    public static string Extract(string path, Stream file, Stream to)
    {
        try
        {
            return IsTar(path) ? FromTar(path, file, to) : FromZip(path, file, to);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException or OverflowException or ArgumentException)
        {
            throw Bad(path, $"is damaged ({e.Message})");
        }
    }

    static bool IsZip(string path) => path.EndsWith(".whl", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);

    static bool IsTar(string path) => path.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase);

    static string FromZip(string path, Stream file, Stream to)
    {
        file.Position = 0;
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        CheckNames(path, [.. zip.Entries.Select(e => e.FullName)]);
        var library = Only(path, [.. zip.Entries.Where(e => IsLibrary(e.FullName))], e => e.FullName);
        using var from = library.Open();
        Copy(path, from, to, library.Length);
        return Path.GetFileName(library.FullName);
    }

    static string FromTar(string path, Stream file, Stream to)
    {
        var names = new List<string>();
        string? found = null;
        long total = 0;
        using var gzip = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
        using var tar = new TarReader(gzip);
        while (tar.GetNextEntry() is { } entry)
        {
            names.Add(entry.Name);
            // Other entries are decompressed too.
            if (entry.Length > MaxBytes - total) throw Bad(path, $"unpacks to more than {MaxBytes} bytes, the limit");
            total += entry.Length;
            if (names.Count > MaxEntries) throw Bad(path, $"has more than {MaxEntries} entries, the limit");
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !IsLibrary(entry.Name) || entry.DataStream is null) continue;
            if (found is not null) throw Several(path, [found, entry.Name]);
            Copy(path, entry.DataStream, to, entry.Length);
            found = entry.Name;
        }
        CheckNames(path, names);
        return Path.GetFileName(found ?? throw None(path));
    }

    /// <summary>Copies the number of bytes that the archive states, and refuses more or fewer.</summary>
    static void Copy(string path, Stream from, Stream to, long length)
    {
        if (length is <= 0 or > MaxBytes) throw Bad(path, $"has a library of {length} bytes; expected 1 to {MaxBytes}");
        var buffer = new byte[1 << 20];
        long left = length;
        for (int read; (read = from.Read(buffer)) > 0; left -= read)
        {
            if (read > left) throw Bad(path, "contains more bytes than it declares");
            to.Write(buffer, 0, read);
        }
        if (left > 0) throw Bad(path, "contains fewer bytes than it declares");
    }

    /// <summary>Whether a file is the library of a plugin, by its name.</summary>
    public static bool IsLibrary(string name)
    {
        string file = name[(name.LastIndexOf('/') + 1)..];
        return file.Contains("pjrt", StringComparison.OrdinalIgnoreCase)
            && (file.EndsWith(".so", StringComparison.Ordinal) || file.EndsWith(".dylib", StringComparison.Ordinal) || file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase));
    }

    static void CheckNames(string path, List<string> names)
    {
        if (names.Count > MaxEntries) throw Bad(path, $"has more than {MaxEntries} entries, the limit");
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string name in names)
        {
            bool leaves = name.Length is 0 or > 1024 || name[0] == '/' || name.IndexOfAny(['\\', ':', '\0']) >= 0 || name.Split('/').Any(part => part == ".." || devices.Contains(part.Split('.')[0]));
            if (leaves) throw Bad(path, $"has an entry '{name}', which would be unpacked outside its folder");
            if (!seen.Add(name)) throw Bad(path, $"has two entries '{name}'");
        }
    }

    static T Only<T>(string path, T[] entries, Func<T, string> name) => entries.Length switch
    {
        0 => throw None(path),
        1 => entries[0],
        _ => throw Several(path, entries.Select(name)),
    };

    static AdException None(string path) => Bad(path, "contains no PJRT plugin (a file whose name contains pjrt and ends with .so, .dylib or .dll)");

    static AdException Several(string path, IEnumerable<string> names) => Bad(path, $"contains several plugins: {string.Join(", ", names)}. Unpack the one you want, and give its path");

    static AdException Bad(string path, string what) => new($"{Path.GetFileName(path)} {what}. Nothing was installed.", ErrorId.InvalidArchive);
}
