using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Autodiff.Backends.Xla.Runtime;

/// <summary>The RECORD of a wheel: a line a file, with the SHA-256 of what it holds in URL-safe base64 without padding (PEP 427 and 376).</summary>
static class WheelRecord
{
    const long MaxBytes = 2L << 30, MaxRecord = 16 << 20;

    /// <summary>What does not agree between an archive and its RECORD: it lists each file and no other, and all hashes hold. Null where everything does, or where an archive that is no wheel has none.</summary>
    /// <param name="zip">The archive.</param>
    /// <param name="isWheel">Whether it must have one.</param>
    /// <param name="library">The file that has been hashed already.</param>
    /// <param name="libraryHash">Its hash.</param>
    public static string? Problem(ZipArchive zip, bool isWheel, ZipArchiveEntry library, byte[] libraryHash)
    {
        if (zip.Entries.FirstOrDefault(e => e.FullName.EndsWith(".dist-info/RECORD", StringComparison.Ordinal)) is not { } record) return isWheel ? "is a wheel without a RECORD" : null;
        if (record.Length > MaxRecord || zip.Entries.Sum(e => e.Length) > MaxBytes) return "has more bytes in it than a plugin";
        var listed = new Dictionary<string, string>(StringComparer.Ordinal);
        using (var reader = new StreamReader(record.Open(), Encoding.UTF8))
            while (reader.ReadLine() is { } line)
            {
                // From behind: names alone may have commas.
                int size = line.LastIndexOf(','), hash = size > 0 ? line.LastIndexOf(',', size - 1) : -1;
                if (hash < 0) return "has a RECORD that is damaged";
                string name = line[..hash].Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal);
                if (!listed.TryAdd(name, line[(hash + 1)..size])) return $"has two lines for {name} in its RECORD";
            }
        foreach (var e in zip.Entries)
        {
            if (e.FullName.EndsWith('/')) continue;
            if (!listed.Remove(e.FullName, out string? wanted)) return $"has no {e.FullName} in its RECORD";
            // It cannot hold its own hash, nor that of what signs it.
            bool isItself = e == record || e.FullName == record.FullName + ".jws" || e.FullName == record.FullName + ".p7s";
            if (!isItself && wanted != Text(e == library ? libraryHash : Hash(e))) return $"holds a {e.FullName} that is not the one of its RECORD";
        }
        return listed.Keys.FirstOrDefault() is { } missing ? $"holds no {missing}, which is in its RECORD" : null;
    }

    static byte[] Hash(ZipArchiveEntry entry)
    {
        using var from = entry.Open();
        return SHA256.HashData(from);
    }

    static string Text(byte[] hash) => "sha256=" + Convert.ToBase64String(hash).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
