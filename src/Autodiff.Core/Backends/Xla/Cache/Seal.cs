using System.Security.Cryptography;
using Autodiff.Files;

namespace Autodiff.Backends.Xla.Cache;

/// <summary>The user's own key. It seals entries of the cache with HMAC-SHA-256.</summary>
sealed class Seal
{
    const int KeyLength = 32;
    readonly byte[] key;

    Seal(byte[] key) => this.key = key;

    /// <summary>Reads the key, or creates it. If two processes create one at the same time, the first to finish wins.</summary>
    public static Seal Open(string path)
    {
        Runtime.UserFolder.Ensure(Path.GetDirectoryName(path)!);
        if (!File.Exists(path)) Make(path);
        Runtime.UserFolder.Check(path);
        byte[] key = File.ReadAllBytes(FileStatus.Regular(path));
        if (key.Length == KeyLength) return new(key);
        // A damaged key is replaced. Entries that it sealed are no longer valid.
        File.Delete(path);
        Make(path);
        return new(File.ReadAllBytes(FileStatus.Regular(path)));
    }

    public void Over(ReadOnlySpan<byte> name, ReadOnlySpan<byte> payload, Span<byte> to)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(name);
        hmac.AppendData(payload);
        hmac.GetHashAndReset(to);
    }

    static void Make(string path)
    {
        Runtime.UserFolder.RemoveStale(Path.GetDirectoryName(path)!);
        try
        {
            AtomicFile.Write(path, stream => stream.Write(RandomNumberGenerator.GetBytes(KeyLength)), overwrite: false, isPrivate: true);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first.
        }
    }
}
