using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Autodiff.Backends.Xla.Runtime;

/// <summary>The RECORD of a wheel: one line for each file, with its SHA-256 in URL-safe base64 that has no padding (PEP 427 and 376).</summary>
static class WheelRecord
{
    const long MaxBytes = 2L << 30, MaxRecord = 16 << 20;

    /// <summary>
    /// The first difference between an archive and its RECORD, which must list each file and no other, with correct hashes. Null if there is none, or if an archive
    /// that is not a wheel has no RECORD.
    /// </summary>
    /// <param name="zip">The archive.</param>
    /// <param name="isWheel">Whether the archive must have a RECORD.</param>
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
                // Parsed from the end, because only names may contain commas.
                int size = line.LastIndexOf(','), hash = size > 0 ? line.LastIndexOf(',', size - 1) : -1;
                if (hash < 0) return "has a RECORD that is damaged";
                string name = line[..hash].Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal);
                if (!listed.TryAdd(name, line[(hash + 1)..size])) return $"has two lines for {name} in its RECORD";
            }
        foreach (var e in zip.Entries)
        {
            if (e.FullName.EndsWith('/')) continue;
            if (!listed.Remove(e.FullName, out string? wanted)) return $"has no {e.FullName} in its RECORD";
            // The RECORD cannot contain its own hash, nor that of its signatures.
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
