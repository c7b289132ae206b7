using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Autodiff.Core.Tests.Xla;

/// <summary>Archives and libraries for tests of the installer.</summary>
static class TestArchive
{
    public const string Library = "pkg/test_pjrt_plugin.so";

    /// <summary>The header of an empty library for this processor.</summary>
    public static byte[] Elf(byte mark = 0)
    {
        var r = new byte[80];
        "\u007fELF"u8.CopyTo(r);
        (r[4], r[5], r[^1]) = (2, 1, mark);
        BinaryPrimitives.WriteUInt16LittleEndian(r.AsSpan(18), (ushort)(RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? 183 : 62));
        return r;
    }

    /// <summary>A zip with a library, and with files of these names.</summary>
    public static byte[] Zip(params string[] others) => Zip([(Library, Elf()), .. others.Select(n => (n, new byte[] { 1 }))]);

    public static byte[] Zip(IEnumerable<(string Name, byte[] Data)> files)
    {
        using var to = new MemoryStream();
        using (var zip = new ZipArchive(to, ZipArchiveMode.Create, true))
            foreach (var (name, data) in files)
                using (var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open()) entry.Write(data);
        return to.ToArray();
    }

    /// <summary>Overwrites a field of the first header with a signature.</summary>
    public static byte[] Patch(byte[] zip, uint signature, int field, params byte[] value)
    {
        byte[] r = [.. zip], mark = BitConverter.GetBytes(signature);
        value.CopyTo(r.AsSpan(r.AsSpan().IndexOf(mark) + field));
        return r;
    }

    public const uint Central = 0x02014b50;
}
