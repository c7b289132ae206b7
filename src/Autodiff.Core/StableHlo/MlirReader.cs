using System.Text;

namespace Autodiff.StableHlo;

/// <summary>
/// Splits MLIR text into tokens as MLIR's own lexer does (mlir/lib/AsmParser/Lexer.cpp). It works on the bytes, so that the checked text is the compiled text. It keeps
/// nothing of what it has read.
/// </summary>
/// <param name="text">The text, in UTF-8.</param>
/// <param name="name">The name in errors.</param>
sealed class MlirReader(byte[] text, string name)
{
    int at, line = 1;

    /// <summary>The text of a token.</summary>
    public string Read(MlirToken t) => Encoding.UTF8.GetString(text, t.Start, t.Length);

    /// <summary>Whether a token has this text.</summary>
    public bool Is(MlirToken t, ReadOnlySpan<byte> value) => Bytes(t).SequenceEqual(value);

    /// <summary>The bytes of a token.</summary>
    public ReadOnlySpan<byte> Bytes(MlirToken t) => text.AsSpan(t.Start, t.Length);

    /// <summary>An error at a line.</summary>
    public AdFormatException Error(string message, int atLine = 0) => new($"{name}, line {(atLine > 0 ? atLine : line)}: {message}");

    /// <summary>An error at a line, with numbers in its message.</summary>
    public AdFormatException Error(InvariantText message, int atLine = 0) => Error(message.ToStringAndClear(), atLine);

    /// <summary>The next token.</summary>
    public MlirToken Next()
    {
        SkipBlanks();
        int start = at;
        if (at == text.Length) return new(MlirKind.End, at, 0, line);
        byte c = text[at++];
        switch ((char)c)
        {
            case >= 'a' and <= 'z' or >= 'A' and <= 'Z' or '_':
                while (at < text.Length && IsWord(text[at])) at++;
                return Token(MlirKind.Word, start);
            case '%': return Named(MlirKind.Value, start);
            case '^' or '#' or '!': return Named(MlirKind.Sigil, start);
            case '@':
                if (at < text.Length && text[at] == '"')
                {
                    at++;
                    return Quoted(MlirKind.Symbol, start);
                }
                return Named(MlirKind.Symbol, start);
            case '"': return Quoted(MlirKind.Text, start);
            case >= '0' and <= '9': return Number(start);
            case '-' when at < text.Length && text[at] == '>':
                at++;
                return Token(MlirKind.Arrow, start);
            case '(' or ')' or '[' or ']' or '{' or '}' or '<' or '>' or ',' or ':' or '=' or '?' or '*' or '+' or '-' or '/' or '|' or '.':
                return Token(MlirKind.Mark, start);
            case (char)0xEF or (char)0xFE or (char)0xFF when start == 0:
                throw Error("the file begins with a byte order mark; expected UTF-8 without one. Save it without one, as Set-Content does unless it is told otherwise.");
            default:
                throw Error($"unexpected byte 0x{c:X2}.");
        }
    }

    /// <summary>The dimensions after <c>tensor&lt;</c>, up to the element type: <c>2x3x</c>.</summary>
    public List<long> Dimensions(int most)
    {
        SkipBlanks();
        var r = new List<long>();
        while (at < text.Length && (char.IsAsciiDigit((char)text[at]) || text[at] is (byte)'?' or (byte)'*'))
        {
            if (!char.IsAsciiDigit((char)text[at])) throw Error("a tensor has a dynamic dimension or rank; expected a fixed shape. Export the program for the shapes that you will call it with.");
            long n = 0;
            for (; at < text.Length && char.IsAsciiDigit((char)text[at]); at++)
                n = n > (long.MaxValue - 9) / 10 ? throw Error("a dimension is larger than 2^63.") : 10 * n + text[at] - '0';
            if (at == text.Length || text[at++] != 'x') throw Error("expected an x after each dimension of a tensor.");
            r.Add(n);
            if (r.Count > most) throw Error($"a tensor has more than {most} dimensions, the limit.");
            SkipBlanks();
        }
        return r;
    }

    void SkipBlanks()
    {
        for (; at < text.Length; at++)
        {
            if (text[at] == '\n') line++;
            else if (text[at] == '/' && at + 1 < text.Length && text[at + 1] == '/')
            {
                while (at + 1 < text.Length && text[at + 1] is not ((byte)'\n' or (byte)'\r')) at++;
            }
            else if (text[at] is not ((byte)' ' or (byte)'\t' or (byte)'\r')) return;
        }
    }

    MlirToken Token(MlirKind kind, int start) => new(kind, start, at - start, line);

    MlirToken Named(MlirKind kind, int start)
    {
        // A name that begins with a digit is a number. In other names a hyphen is a letter, unless it begins an arrow.
        if (at < text.Length && char.IsAsciiDigit((char)text[at])) while (at < text.Length && char.IsAsciiDigit((char)text[at])) at++;
        else while (at < text.Length && (IsWord(text[at]) || text[at] == '-' && (at + 1 == text.Length || text[at + 1] != '>'))) at++;
        // A value may be one of several results.
        if (kind == MlirKind.Value && at < text.Length && text[at] == '#') for (at++; at < text.Length && char.IsAsciiDigit((char)text[at]);) at++;
        return at > start + 1 ? Token(kind, start) : throw Error($"expected a name after {(char)text[start]}.");
    }

    MlirToken Quoted(MlirKind kind, int start)
    {
        for (; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                at++;
                return Token(kind, start);
            }
            if (text[at] == '\\') at++;
            if (at < text.Length && text[at] is (byte)'\n' or 0) break;
        }
        throw Error("a string has no closing quotation mark.");
    }

    MlirToken Number(int start)
    {
        if (text[start] == '0' && at + 1 < text.Length && text[at] == 'x' && char.IsAsciiHexDigit((char)text[at + 1]))
        {
            for (at++; at < text.Length && char.IsAsciiHexDigit((char)text[at]);) at++;
            return Token(MlirKind.Number, start);
        }
        while (at < text.Length && char.IsAsciiDigit((char)text[at])) at++;
        if (at >= text.Length || text[at] != '.') return Token(MlirKind.Number, start);
        for (at++; at < text.Length && char.IsAsciiDigit((char)text[at]);) at++;
        // An exponent needs digits. Otherwise the letter begins a word.
        if (at < text.Length && text[at] is (byte)'e' or (byte)'E')
        {
            int sign = at + 1 < text.Length && text[at + 1] is (byte)'+' or (byte)'-' ? 1 : 0;
            if (at + 1 + sign < text.Length && char.IsAsciiDigit((char)text[at + 1 + sign]))
                for (at += 1 + sign; at < text.Length && char.IsAsciiDigit((char)text[at]);) at++;
        }
        return Token(MlirKind.Number, start);
    }

    static bool IsWord(byte c) => char.IsAsciiLetterOrDigit((char)c) || c is (byte)'_' or (byte)'$' or (byte)'.';
}
