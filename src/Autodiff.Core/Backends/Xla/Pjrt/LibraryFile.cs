using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Autodiff.Backends.Xla.Pjrt;

/// <summary>Looks at a library before the system loads it: a truncated file ends the process inside the loader, and a foreign one is refused without a reason.</summary>
static class LibraryFile
{
    /// <exception cref="AdException">There is no such file, or it is no whole library for this processor and system.</exception>
    public static void Check(string path)
    {
        if (!File.Exists(path)) throw new AdException($"There is no PJRT plugin at {path}.", "PluginNotFound");
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[64];
        int read = file.ReadAtLeast(head, head.Length, false);
        if (OperatingSystem.IsLinux()) CheckElf(path, head[..read], file.Length);
    }

    // The header: magic, class (2 is 64 bits), byte order (1 is little-endian), then at 18 the machine and at 40 and 58 the section table (man 5 elf).
    static void CheckElf(string path, ReadOnlySpan<byte> head, long length)
    {
        if (head.Length < 64 || !head[..4].SequenceEqual("\u007fELF"u8)) throw Invalid(path, "is no library of this system (ELF)");
        if (head[4] != 2 || head[5] != 1) throw Invalid(path, "is no 64-bit little-endian library");
        int machine = BinaryPrimitives.ReadUInt16LittleEndian(head[18..]);
        int wanted = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 183 : 62;
        if (machine != wanted) throw Invalid(path, $"is for another processor (machine {machine}; this one is {RuntimeInformation.ProcessArchitecture})");
        long sections = BinaryPrimitives.ReadInt64LittleEndian(head[40..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(head[60..]), entry = BinaryPrimitives.ReadUInt16LittleEndian(head[58..]);
        if (sections < 0 || sections > length - (long)count * entry) throw Invalid(path, $"is truncated: it has {length} bytes, but its section table of {(long)count * entry} begins at {sections}");
    }

    static AdException Invalid(string path, string what) => new($"{path} {what}.", "InvalidPlugin");
}
