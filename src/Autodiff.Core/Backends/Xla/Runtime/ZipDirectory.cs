using System.Buffers.Binary;

namespace Autodiff.Backends.Xla.Runtime;

/// <summary>
/// Checks that a zip is consistent: that it ends with its directory, and that the header of each file agrees with the directory. Readers differ in which of the two they
/// use, so an inconsistent zip is hostile (APPNOTE.TXT sections 4.3.7, 4.3.12 and 4.3.16).
/// </summary>
static class ZipDirectory
{
    const int EndLength = 22, CentralLength = 46, LocalLength = 30, MaxDirectory = 64 << 20;

    /// <exception cref="InvalidDataException">The zip is inconsistent.</exception>
    public static void Check(Stream file)
    {
        Span<byte> end = stackalloc byte[EndLength];
        if (file.Length < EndLength) throw new InvalidDataException("it is too short for a zip");
        file.Position = file.Length - EndLength;
        file.ReadExactly(end);
        if (U32(end) != 0x06054b50 || U16(end[20..]) != 0) throw new InvalidDataException("it does not end with its directory");
        int count = U16(end[10..]);
        long size = U32(end[12..]), start = U32(end[16..]);
        if (count == 0xFFFF || size == 0xFFFFFFFF || start == 0xFFFFFFFF) throw new InvalidDataException("it is a zip64, which no plugin needs");
        if (U16(end[8..]) != count || start + size != file.Length - EndLength) throw new InvalidDataException("its directory is not where it says");

        if (size > MaxDirectory) throw new InvalidDataException($"its directory has {size} bytes");
        var directory = new byte[size];
        file.Position = start;
        file.ReadExactly(directory);
        int at = 0;
        long last = 0;
        for (int i = 0; i < count; i++) last = Math.Max(last, CheckEntry(file, directory, ref at, start));
        if (at != directory.Length) throw new InvalidDataException("its directory has more than its entries");
        if (last > start) throw new InvalidDataException("its files overlap its directory");
    }

    /// <returns>The position of the end of the file's data.</returns>
    static long CheckEntry(Stream file, ReadOnlySpan<byte> directory, ref int at, long start)
    {
        if (directory.Length - at < CentralLength || U32(directory[at..]) != 0x02014b50) throw new InvalidDataException("its directory is cut short");
        var central = directory.Slice(at, CentralLength);
        int nameLength = U16(central[28..]), skip = U16(central[30..]) + U16(central[32..]);
        if (directory.Length - at < CentralLength + nameLength + skip) throw new InvalidDataException("its directory is cut short");
        var name = directory.Slice(at + CentralLength, nameLength);
        at += CentralLength + nameLength + skip;
        if ((U16(central[8..]) & 1) != 0) throw new InvalidDataException("a file is encrypted");

        long offset = U32(central[42..]), compressed = U32(central[20..]);
        if (offset == 0xFFFFFFFF || compressed == 0xFFFFFFFF || U32(central[24..]) == 0xFFFFFFFF) throw new InvalidDataException("it is a zip64, which no plugin needs");
        if (offset + LocalLength + nameLength + compressed > start) throw new InvalidDataException("a file is not where its directory says");
        file.Position = offset;
        Span<byte> local = stackalloc byte[LocalLength];
        file.ReadExactly(local);
        var localName = new byte[U16(local[26..])];
        file.ReadExactly(localName);
        bool sizesFollow = (U16(local[6..]) & 8) != 0;
        if (U32(local) != 0x04034b50 || !localName.AsSpan().SequenceEqual(name) || !sizesFollow && (U32(local[18..]) != compressed || U32(local[22..]) != U32(central[24..])))
            throw new InvalidDataException("a file's own header differs from the directory");
        return offset + LocalLength + localName.Length + U16(local[28..]) + compressed;
    }

    static int U16(ReadOnlySpan<byte> b) => BinaryPrimitives.ReadUInt16LittleEndian(b);

    static long U32(ReadOnlySpan<byte> b) => BinaryPrimitives.ReadUInt32LittleEndian(b);
}
