using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Autodiff.Backends.Xla.Cache;

/// <summary>The format of an entry: magic bytes, the length of the payload, a seal over key and payload, the payload.</summary>
static class CacheEntry
{
    const int SealLength = HMACSHA256.HashSizeInBytes;
    const int Head = 8 + 8 + SealLength;

    static ReadOnlySpan<byte> Mark => "ADXLA\0\0\u0001"u8;

    /// <summary>An entry with a sealed payload.</summary>
    public static byte[] Close(ReadOnlySpan<byte> payload, CacheKey key, Seal seal)
    {
        var r = new byte[Head + payload.Length];
        Mark.CopyTo(r);
        BinaryPrimitives.WriteInt64LittleEndian(r.AsSpan(8), payload.Length);
        seal.Over(key.Digest, payload, r.AsSpan(16, SealLength));
        payload.CopyTo(r.AsSpan(Head));
        return r;
    }

    /// <summary>The payload of an entry, or null if the seal or the format is wrong.</summary>
    public static byte[]? Open(ReadOnlySpan<byte> entry, CacheKey key, Seal seal)
    {
        if (entry.Length < Head || !entry[..8].SequenceEqual(Mark) || BinaryPrimitives.ReadInt64LittleEndian(entry[8..]) != entry.Length - Head) return null;
        var payload = entry[Head..];
        Span<byte> expected = stackalloc byte[SealLength];
        seal.Over(key.Digest, payload, expected);
        return CryptographicOperations.FixedTimeEquals(expected, entry.Slice(16, SealLength)) ? payload.ToArray() : null;
    }
}
