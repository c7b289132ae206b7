using System.Buffers.Binary;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using System.Text;

namespace Autodiff.Backends.Xla.Cache;

/// <summary>The SHA-256 of all that a compiled executable depends on: the program, the options, the bytes and versions of the plugin, and the processor.</summary>
readonly struct CacheKey
{
    readonly byte[] digest;

    CacheKey(byte[] digest) => this.digest = digest;

    /// <summary>The key of a compilation.</summary>
    public static CacheKey Of(ReadOnlySpan<byte> program, ReadOnlySpan<byte> options, params string[] environment)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Each part follows its length, so that different lists of parts have different bytes.
        Append(hash, program);
        Append(hash, options);
        foreach (string e in environment) Append(hash, Encoding.UTF8.GetBytes(e));
        Append(hash, Encoding.UTF8.GetBytes(Processor()));
        return new(hash.GetHashAndReset());
    }

    public ReadOnlySpan<byte> Digest => digest;

    /// <summary>The name of a file, in hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(digest);

    static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }

    // XLA compiles for the processor that it runs on.
    static string Processor()
    {
        string name = System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString();
        if (!X86Base.IsSupported) return name;
        var (a, _, c, d) = X86Base.CpuId(1, 0);
        var (_, b7, c7, d7) = X86Base.CpuId(7, 0);
        // Bit 27 of ECX says whether the system uses XSAVE, which does not change. The APIC id in EBX differs between cores and is left out.
        return $"{name}:{a:x8}:{c:x8}:{d:x8}:{b7:x8}:{c7:x8}:{d7:x8}";
    }
}
