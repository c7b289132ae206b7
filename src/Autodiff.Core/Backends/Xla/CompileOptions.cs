namespace Autodiff.Backends.Xla;

/// <summary>The options of a compilation, as PJRT takes them: a CompileOptionsProto (xla/pjrt/proto/compile_options.proto).</summary>
static class CompileOptions
{
    /// <summary>For a number of devices that share the work; with more than one, XLA's partitioner divides it as the program's annotations say.</summary>
    public static byte[] For(int partitions)
    {
        // ExecutableBuildOptionsProto: 1 device_ordinal, 4 num_replicas, 5 num_partitions, 6 use_spmd_partitioning, 15 use_shardy_partitioner.
        var build = new List<byte>();
        Field(build, 1, -1);
        Field(build, 4, 1);
        Field(build, 5, partitions);
        if (partitions > 1)
        {
            Field(build, 6, 1);
            Field(build, 19, 1);
        }
        // CompileOptionsProto: 3 executable_build_options.
        var r = new List<byte>();
        Varint(r, 3 << 3 | 2);
        Varint(r, build.Count);
        r.AddRange(build);
        return [.. r];
    }

    static void Field(List<byte> to, int number, long value)
    {
        Varint(to, number << 3);
        Varint(to, value);
    }

    static void Varint(List<byte> to, long value)
    {
        ulong v = unchecked((ulong)value);
        for (; v >= 0x80; v >>= 7) to.Add((byte)(v | 0x80));
        to.Add((byte)v);
    }
}
