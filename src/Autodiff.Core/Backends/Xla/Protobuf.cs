using System.Buffers.Binary;
using System.Text;

namespace Autodiff.Backends.Xla;

/// <summary>Protocol Buffers, as far as the few messages of PJRT need them: numbers, texts and messages.</summary>
static class Protobuf
{
    // The low bits of a tag: how the field is written.
    const int Varint = 0, Fixed64 = 1, Delimited = 2, Fixed32 = 5;

    /// <summary>Writes a message, field by field.</summary>
    public sealed class Writer
    {
        readonly List<byte> bytes = [];

        public byte[] ToArray() => [.. bytes];

        public Writer Number(int field, long value)
        {
            Write(field << 3 | Varint);
            Write(value);
            return this;
        }

        public Writer Nested(int field, Writer message) => Bytes(field, message.bytes);

        public Writer Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

        Writer Bytes(int field, ICollection<byte> content)
        {
            Write(field << 3 | Delimited);
            Write(content.Count);
            bytes.AddRange(content);
            return this;
        }

        void Write(long value)
        {
            ulong v = unchecked((ulong)value);
            for (; v >= 0x80; v >>= 7) bytes.Add((byte)(v | 0x80));
            bytes.Add((byte)v);
        }
    }

    /// <summary>The fields of a message.</summary>
    public sealed class Reader
    {
        readonly List<(int Number, bool IsNumber, long Value, ReadOnlyMemory<byte> Bytes)> fields = [];

        /// <param name="message">The message.</param>
        /// <exception cref="InvalidDataException">It is cut short.</exception>
        public Reader(ReadOnlyMemory<byte> message)
        {
            var span = message.Span;
            for (int at = 0; at < span.Length;)
            {
                long tag = Read(span, ref at);
                int field = (int)(tag >> 3), length = (int)(tag & 7) switch { Fixed64 => 8, Fixed32 => 4, Delimited => (int)Math.Clamp(Read(span, ref at), -1, int.MaxValue), _ => 0 };
                if (length < 0 || length > span.Length - at) throw CutShort();
                if ((tag & 7) == Varint) fields.Add((field, true, Read(span, ref at), default));
                else if ((tag & 7) == Fixed32) fields.Add((field, true, BinaryPrimitives.ReadInt32LittleEndian(span[at..]), default));
                else fields.Add((field, false, 0, message.Slice(at, length)));
                at += length;
            }
        }

        /// <summary>The number in a field; 0 if the message does not have it.</summary>
        public long Number(int field) => fields.Find(f => f.Number == field).Value;

        /// <summary>The numbers in a repeated field, which may be packed.</summary>
        public IEnumerable<long> Numbers(int field) => fields.Where(f => f.Number == field).SelectMany(f => f.IsNumber ? [f.Value] : Packed(f.Bytes));

        /// <summary>Whether the message has content in a field.</summary>
        public bool HasContent(int field) => fields.Exists(f => f.Number == field && f.Bytes.Length > 0);

        /// <summary>The messages in a field.</summary>
        public IEnumerable<Reader> Messages(int field) => fields.Where(f => f.Number == field).Select(f => new Reader(f.Bytes));

        /// <summary>The message in a field; an empty one if the message does not have it.</summary>
        public Reader Message(int field) => new(fields.Find(f => f.Number == field).Bytes);

        static List<long> Packed(ReadOnlyMemory<byte> bytes)
        {
            var r = new List<long>();
            for (int at = 0; at < bytes.Length;) r.Add(Read(bytes.Span, ref at));
            return r;
        }

        static long Read(ReadOnlySpan<byte> span, ref int at)
        {
            ulong r = 0;
            for (int shift = 0; at < span.Length; shift += 7)
            {
                byte b = span[at++];
                r |= (ulong)(b & 0x7F) << shift;
                if (b < 0x80) return unchecked((long)r);
            }
            throw CutShort();
        }

        static InvalidDataException CutShort() => new("A message of Protocol Buffers is cut short.");
    }
}
