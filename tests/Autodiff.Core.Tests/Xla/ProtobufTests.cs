using Autodiff.Backends.Xla;
using CsCheck;

namespace Autodiff.Core.Tests.Xla;

/// <summary>Messages of Protocol Buffers are read as they were written, and as the encoding guide says.</summary>
public class ProtobufTests
{
    [Fact]
    public void The_examples_of_the_encoding_guide()
    {
        Assert.Equal([0x08, 0x96, 0x01], new Protobuf.Writer().Number(1, 150).ToArray());
        Assert.Equal([0x12, 0x07, .. "testing"u8], new Protobuf.Writer().Text(2, "testing").ToArray());
        Assert.Equal([0x1a, 0x03, 0x08, 0x96, 0x01], new Protobuf.Writer().Nested(3, new Protobuf.Writer().Number(1, 150)).ToArray());
        // Packed: 3, 270 and 86942.
        Assert.Equal([3, 270, 86942], new Protobuf.Reader(new byte[] { 0x32, 0x06, 0x03, 0x8E, 0x02, 0x9E, 0xA7, 0x05 }).Numbers(6));
        // A fixed64, a fixed32 and a number.
        var r = new Protobuf.Reader(new byte[] { 0x09, 1, 2, 3, 4, 5, 6, 7, 8, 0x15, 0xFF, 0xFF, 0xFF, 0xFF, 0x18, 0x05 });
        Assert.Equal((-1, 5), (r.Number(2), r.Number(3)));
    }

    [Fact]
    public void What_is_written_is_read() => Gen.Select(Gen.Int[1, 1000], Gen.Long, Gen.String, Gen.Long.Array[0, 5]).Sample((field, value, text, many) =>
    {
        var nested = new Protobuf.Writer().Number(field, value);
        foreach (long n in many) nested.Number(field + 1, n);
        var r = new Protobuf.Reader(new Protobuf.Writer().Text(field, text).Nested(field + 1, nested).Nested(field + 1, new()).ToArray());
        Assert.Equal(text.Length > 0, r.HasContent(field));
        var inner = r.Message(field + 1);
        Assert.Equal(value, inner.Number(field));
        Assert.Equal(many, inner.Numbers(field + 1));
        Assert.Equal(2, r.Messages(field + 1).Count());
        Assert.Equal(0, r.Number(field + 2));
        Assert.Empty(r.Message(field + 2).Numbers(1));
    });

    [Fact]
    public void What_is_cut_short_is_refused()
    {
        byte[] whole = new Protobuf.Writer().Number(1, 1 << 20).Text(2, "text").Nested(3, new Protobuf.Writer().Number(1, 300)).ToArray();
        int read = 0;
        for (int n = 0; n < whole.Length; n++)
            try
            {
                _ = new Protobuf.Reader(whole.AsMemory(0, n));
                read++;
            }
            catch (InvalidDataException)
            {
            }
        // After no field, one, and two.
        Assert.Equal(3, read);
        Assert.Throws<InvalidDataException>(() => new Protobuf.Reader(new byte[] { 0x12, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 }));
    }
}
