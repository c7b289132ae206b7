using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Autodiff.Files;

namespace Autodiff.Backends.Xla.Pjrt;

/// <summary>
/// An open library file. The bytes that were checked and hashed are loaded, even if the path changes. It is checked before the system loads it, because a truncated
/// file ends the process inside the loader, and a library that is not a plugin runs its code before it can be asked for anything.
/// </summary>
sealed class LibraryFile : IDisposable
{
    readonly FileStream file;
    readonly HashSet<string> names = new(StringComparer.Ordinal);

    LibraryFile(string path, FileStream file) => (Path, this.file) = (path, file);

    public string Path { get; }

    /// <summary>The SHA-256 of the file, in hexadecimal digits.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>The path by which the system's loader opens this very file. On systems other than Linux it is the path of the file.</summary>
    public string LoadPath => OperatingSystem.IsLinux() ? $"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}" : Path;

    /// <summary>Whether the file contains one of the requested names, as null-terminated text.</summary>
    public bool Holds(string name) => names.Contains(name);

    /// <summary>Opens, checks and hashes a library.</summary>
    /// <param name="path">An absolute path. A bare name would be searched for in folders that others can write to.</param>
    /// <param name="names">The names to search for in the file.</param>
    /// <exception cref="AdException">The file does not exist, is not a complete library for this processor and system, or can be changed by others.</exception>
    public static LibraryFile Open(string path, params IEnumerable<string> names)
    {
        if (!System.IO.Path.IsPathFullyQualified(path)) throw new AdException($"The path of the PJRT plugin is '{path}'; expected an absolute path.", ErrorId.InvalidPlugin);
        if (!System.IO.Path.Exists(path)) throw new AdException($"The PJRT plugin {path} does not exist.", ErrorId.PluginNotFound);
        Runtime.PathOwner.Check(FileStatus.Regular(path));
        var library = new LibraryFile(path, OpenRead(path));
        try
        {
            if (OperatingSystem.IsLinux()) library.CheckElf();
            library.Scan([.. names]);
            return library;
        }
        catch
        {
            library.Dispose();
            throw;
        }
    }

    public void Dispose() => file.Dispose();

    static FileStream OpenRead(string path)
    {
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AdException($"{path} cannot be read ({e.Message}).", ErrorId.InvalidPlugin, e);
        }
    }

    // The header (man 5 elf): magic, class (2 is 64 bits), byte order (1 is little-endian), at 18 the machine; at 32, 54 and 56 the segments, at 40, 58 and 60 the sections.
    void CheckElf()
    {
        Span<byte> head = stackalloc byte[64];
        int read = RandomAccess.Read(file.SafeFileHandle, head, 0);
        if (read < 64 || !head[..4].SequenceEqual("\u007fELF"u8)) throw Invalid("is not a library of this system (ELF)");
        if (head[4] != 2 || head[5] != 1) throw Invalid("is not a 64-bit little-endian library");
        int machine = BinaryPrimitives.ReadUInt16LittleEndian(head[18..]);
        int wanted = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 183 : 62;
        if (machine != wanted) throw Invalid($"is built for another processor (machine {machine}; this one is {RuntimeInformation.ProcessArchitecture})");
        CheckTable(head[40..], head[58..], head[60..], "section");
        CheckTable(head[32..], head[54..], head[56..], "segment");
        CheckSegments(BinaryPrimitives.ReadInt64LittleEndian(head[32..]), BinaryPrimitives.ReadUInt16LittleEndian(head[54..]), BinaryPrimitives.ReadUInt16LittleEndian(head[56..]));
    }

    void CheckTable(ReadOnlySpan<byte> offset, ReadOnlySpan<byte> entry, ReadOnlySpan<byte> count, string name)
    {
        long at = BinaryPrimitives.ReadInt64LittleEndian(offset), size = (long)BinaryPrimitives.ReadUInt16LittleEndian(count) * BinaryPrimitives.ReadUInt16LittleEndian(entry);
        if (at < 0 || at > file.Length - size) throw Invalid($"is truncated: it has {file.Length} bytes, but its {name} table of {size} begins at {at}");
    }

    // All segments must lie within the file: an access behind its end is a bus error.
    void CheckSegments(long table, int entry, int count)
    {
        const int length = 56;
        Span<byte> segment = stackalloc byte[length];
        for (int i = 0; i < count && entry >= length; i++)
        {
            if (RandomAccess.Read(file.SafeFileHandle, segment, table + (long)i * entry) < length) throw Invalid("is truncated");
            long at = BinaryPrimitives.ReadInt64LittleEndian(segment[8..]), size = BinaryPrimitives.ReadInt64LittleEndian(segment[32..]);
            if (at < 0 || size < 0 || at > file.Length - size) throw Invalid($"is truncated: it has {file.Length} bytes, but a segment of {size} begins at {at}");
        }
    }

    /// <summary>Hashes the file, and searches it for names.</summary>
    void Scan(string[] wanted)
    {
        const int chunk = 1 << 20;
        byte[][] texts = Array.ConvertAll(wanted, n => Encoding.UTF8.GetBytes($"\0{n}\0"));
        int overlap = texts.Length == 0 ? 0 : texts.Max(t => t.Length) - 1, kept = 0;
        var buffer = new byte[overlap + chunk];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long at = 0;
        for (int read; (read = RandomAccess.Read(file.SafeFileHandle, buffer.AsSpan(kept, chunk), at)) > 0; at += read)
        {
            Interruption.Check();
            hash.AppendData(buffer, kept, read);
            var seen = buffer.AsSpan(0, kept + read);
            for (int i = 0; i < texts.Length; i++)
                if (seen.IndexOf(texts[i]) >= 0) names.Add(wanted[i]);
            kept = Math.Min(overlap, seen.Length);
            seen[^kept..].CopyTo(buffer);
        }
        Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    AdException Invalid(string what) => new($"{Path} {what}.", ErrorId.InvalidPlugin);
}
