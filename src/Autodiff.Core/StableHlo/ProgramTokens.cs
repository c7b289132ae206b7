using System.Text;

namespace Autodiff.StableHlo;

/// <summary>The tokens of a program's text, with the open brackets around each. Depths are bounded, and the type and size of each tensor are checked.</summary>
sealed class ProgramTokens(MlirReader reader)
{
    /// <summary>The greatest nesting of regions. XLA takes 0.3 s for 100 and 18 s for 300.</summary>
    public const int DeepestRegion = 128;

    /// <summary>The greatest nesting of brackets of all kinds.</summary>
    public const int DeepestBracket = 512;

    /// <summary>The greatest number of dimensions of a tensor.</summary>
    public const int MostDimensions = 64;

    /// <summary>The greatest size of a tensor in bytes: 128 TiB, so that the sum over a program stays below 2^63.</summary>
    public const long MostBytes = 1L << 47;

    readonly List<(byte Close, bool Region)> open = [];
    readonly Queue<MlirToken> ahead = new();
    MlirToken current, previous, beforePrevious;
    bool beginsRegion;
    (long Bytes, int Line)? hexadecimal;
    (string Name, int Level) attribute = ("", -1);
    int constant;

    /// <summary>The number of open brackets.</summary>
    public int Level => open.Count;

    /// <summary>The number of open regions.</summary>
    public int Regions { get; private set; }

    /// <summary>Whether an operation may begin here.</summary>
    public bool IsInRegion => open.Count == 0 || open[^1].Region;

    /// <summary>The type of the latest tensor.</summary>
    public (long[] Dimensions, string Element) Type { get; private set; } = ([], "");

    /// <summary>The token before the latest one.</summary>
    public MlirToken Previous => previous;

    /// <summary>The next token.</summary>
    public MlirToken Next()
    {
        (beforePrevious, previous) = (previous, current);
        current = ahead.TryDequeue(out var t) ? t : reader.Next();
        if (current.Kind == MlirKind.Mark) Mark(reader.Bytes(current)[0]);
        else if (current.Kind == MlirKind.Number) Number();
        else if (current.Kind == MlirKind.Text && Is(previous, '<') && IsWord(beforePrevious, "dense"u8)) Hexadecimal();
        else if (current.Kind == MlirKind.Sigil) Sigil();
        return current;
    }

    /// <summary>Reads the opening bracket of a function's body.</summary>
    public void NextRegion()
    {
        beginsRegion = true;
        Next();
        beginsRegion = false;
    }

    /// <summary>The first or second token after the latest one.</summary>
    public MlirToken Peek(int distance = 1)
    {
        while (ahead.Count < distance) ahead.Enqueue(reader.Next());
        return ahead.ElementAt(distance - 1);
    }

    /// <summary>Whether a token is this mark.</summary>
    public bool Is(MlirToken t, char mark) => t.Kind == MlirKind.Mark && reader.Bytes(t)[0] == mark;

    /// <summary>Whether a token is this word.</summary>
    public bool IsWord(MlirToken t, ReadOnlySpan<byte> word) => t.Kind == MlirKind.Word && reader.Is(t, word);

    /// <summary>Reads the next token, which must be this mark.</summary>
    public void Expect(char mark)
    {
        var t = Next();
        if (!Is(t, mark)) throw reader.Error($"found '{Shorten(reader.Read(t))}'; expected '{mark}'.", t.Line);
    }

    /// <summary>The content of a string, or the name of a symbol.</summary>
    public string Unquote(MlirToken t)
    {
        string s = reader.Read(t);
        if (s[0] == '@') s = s[1..];
        if (s[0] != '"') return s;
        var b = new List<byte>();
        var text = Encoding.UTF8.GetBytes(s[1..^1]);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || ++i == text.Length) b.Add(text[Math.Min(i, text.Length - 1)]);
            else if (i + 1 < text.Length && byte.TryParse(Encoding.ASCII.GetString(text, i, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out byte code))
            {
                b.Add(code);
                i++;
            }
            else b.Add(text[i] switch { (byte)'n' => (byte)'\n', (byte)'t' => (byte)'\t', var c => c });
        }
        return Encoding.UTF8.GetString([.. b]);
    }

    /// <summary>The text, shortened for a message.</summary>
    public static string Shorten(string s) => s.Length <= 40 ? s : s[..40] + "…";

    void Mark(byte c)
    {
        // The value of an attribute ends at the next comma, or at its type.
        if (c == '=') attribute = previous.Kind is MlirKind.Word or MlirKind.Text ? (Unquote(previous), Level) : ("", -1);
        else if (c is (byte)',' or (byte)':' && Level <= attribute.Level) attribute = ("", -1);
        Bracket(c);
        if (Level < attribute.Level) attribute = ("", -1);
        if (Level < constant) constant = 0;
    }

    void Bracket(byte c)
    {
        if (c is (byte)'(' or (byte)'[' or (byte)'<') Open((byte)(c == '(' ? ')' : c + 2), false);
        else if (c == '{') Open((byte)'}', IsRegion());
        else if (c is (byte)')' or (byte)']' or (byte)'>' or (byte)'}') Close(c);
        if (c != '<' || previous.Kind != MlirKind.Word) return;
        if (reader.Is(previous, "tensor"u8)) Tensor();
        else if (reader.Is(previous, "vector"u8) || reader.Is(previous, "memref"u8) || reader.Is(previous, "sparse"u8) || reader.Is(previous, "opaque"u8) || reader.Is(previous, "dense_resource"u8))
            throw reader.Error($"'{reader.Read(previous)}' is not accepted; expected a constant as dense<…> : tensor<…>.", previous.Line);
        else if (reader.Is(previous, "tuple"u8) || reader.Is(previous, "affine_map"u8) || reader.Is(previous, "affine_set"u8))
            throw reader.Error($"'{reader.Read(previous)}' is not accepted; expected tensors, and numbers in attributes.", previous.Line);
        else if (reader.Is(previous, "dense"u8) && IsConstant) constant = Level;
    }

    void Open(byte close, bool region)
    {
        if (open.Count == DeepestBracket) throw reader.Error($"brackets nest more than {DeepestBracket} deep, the limit.", current.Line);
        open.Add((close, region));
        if (region && ++Regions > DeepestRegion) throw reader.Error($"regions nest more than {DeepestRegion} deep, the limit.", current.Line);
    }

    void Close(byte c)
    {
        if (open.Count == 0 || open[^1].Close != c) throw reader.Error($"unexpected bracket {(char)c}{(open.Count > 0 ? $"; expected {(char)open[^1].Close}" : "")}.", current.Line);
        if (open[^1].Region) Regions--;
        open.RemoveAt(open.Count - 1);
    }

    // A dictionary begins with a key, followed by a value, the next key or the end. In parentheses, at the start or after a comma, a brace always opens a region.
    bool IsRegion()
    {
        if (beginsRegion) return true;
        bool inParentheses = open.Count > 0 && open[^1].Close == ')';
        if (inParentheses && (Is(previous, '(') || Is(previous, ','))) return true;
        if (Is(previous, '<') || IsWord(previous, "attributes"u8) || Is(Peek(), '}')) return false;
        return Peek().Kind is not (MlirKind.Word or MlirKind.Text) || !(Is(Peek(2), '=') || Is(Peek(2), ',') || Is(Peek(2), '}'));
    }

    void Tensor()
    {
        var dimensions = reader.Dimensions(MostDimensions);
        string element = Peek().Kind is MlirKind.Word or MlirKind.Sigil ? reader.Read(Peek()) : throw reader.Error("the type of a tensor's elements is missing.");
        // XLA ends the process for many operations on these.
        if (element is "f6E2M3FN" or "f6E3M2FN") throw reader.Error($"the element type {Shorten(element)} is not accepted.", current.Line);
        Int128 bytes = Bits(element), count = 1;
        foreach (long d in dimensions)
        {
            count = d == 0 || count <= long.MaxValue ? count * d : count;
            if (count * bytes / 8 > MostBytes) throw reader.Error($"a tensor of {string.Join("x", dimensions)}x{element} has more than 2^47 bytes, the limit.", current.Line);
        }
        Type = ([.. dimensions], element);
        if (hexadecimal is not var (length, line)) return;
        hexadecimal = null;
        long one = Math.Max(1, Bits(element) / 8), all = element == "i1" ? (long)((count + 7) / 8) : (long)count * one;
        if (length != all && length != one) throw reader.Error($"a constant has {length} bytes in hexadecimal digits, but tensor<{string.Concat(dimensions.Select(d => $"{d}x"))}{element}> has {all}.", line);
    }

    // The elements of a constant may be any numbers. Other attributes hold sizes and the numbers of dimensions.
    bool IsConstant => attribute.Name is "" or "value";

    // XLA computes with these numbers before it checks them.
    void Number()
    {
        string digits = reader.Read(current);
        if (constant > 0 || attribute.Name == "value" || digits.Contains('.', StringComparison.Ordinal)) return;
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        bool isNumber = digits.StartsWith("0x", StringComparison.Ordinal)
            ? long.TryParse(digits.AsSpan(2), System.Globalization.NumberStyles.AllowHexSpecifier, invariant, out long n)
            : long.TryParse(digits, invariant, out n);
        if (!isNumber || n is < 0 or > MostBytes) throw reader.Error($"the number {Shorten(digits)} is larger than 2^47, the limit outside of constants.", current.Line);
        bool isDimension = attribute.Name.Contains("dim", StringComparison.Ordinal) && attribute.Name != "window_dimensions";
        if (isDimension && (n > MostDimensions || Is(previous, '-')))
            throw reader.Error($"{Shorten(attribute.Name)} has the dimension {(Is(previous, '-') ? "-" : "")}{digits}; expected 0 to {MostDimensions}.", current.Line);
    }

    void Hexadecimal()
    {
        if (constant == 0) throw reader.Error($"{Shorten(attribute.Name)} has its numbers in hexadecimal digits; expected decimal digits outside of constants.", current.Line);
        var digits = reader.Bytes(current)[1..^1];
        if (!digits.StartsWith("0x"u8) || digits.Length % 2 != 0 || !IsHexadecimal(digits[2..])) throw reader.Error("a constant in quotation marks must be 0x and two hexadecimal digits for each byte.", current.Line);
        if (hexadecimal is not null) throw reader.Error("a constant has no type.", current.Line);
        hexadecimal = (digits.Length / 2 - 1, current.Line);
    }

    static bool IsHexadecimal(ReadOnlySpan<byte> digits)
    {
        foreach (byte d in digits)
            if (!char.IsAsciiHexDigit((char)d)) return false;
        return true;
    }

    void Sigil()
    {
        var s = reader.Bytes(current);
        // XLA replaces an alias by what it stands for, which may be a call, or very long. Locations are not looked at.
        if (Is(Peek(), '=') && !IsLocation()) throw reader.Error($"the alias {Shorten(reader.Read(current))} is not accepted. Write what it stands for in its place.", current.Line);
        if (s[0] == '!' && !s.SequenceEqual("!stablehlo.token"u8) && s.Contains((byte)'.')) throw reader.Error($"the type {reader.Read(current)} is not accepted.", current.Line);
    }

    bool IsLocation() => reader.Bytes(current)[0] == '#' && IsWord(Peek(2), "loc"u8);

    static int Bits(string element)
    {
        if (element == "complex") return 128;
        int from = element.AsSpan().IndexOfAnyInRange('0', '9');
        if (from < 0) return 64;
        int to = from;
        while (to < element.Length && to < from + 4 && char.IsAsciiDigit(element[to])) to++;
        return Math.Max(8, int.Parse(element.AsSpan(from, to - from), System.Globalization.CultureInfo.InvariantCulture));
    }
}
