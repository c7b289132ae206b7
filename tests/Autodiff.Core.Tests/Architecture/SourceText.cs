using System.Text;

namespace Autodiff.Core.Tests.Architecture;

/// <summary>A source file in two: its code, and its comments and quotations. What an interpolated string computes is code.</summary>
sealed class SourceText
{
    readonly string source;
    readonly StringBuilder code = new(), text = new();
    readonly List<string> strings = [];
    int at;

    public SourceText(string source)
    {
        this.source = source;
        ReadCode(isHole: false);
    }

    public string Code => code.ToString();

    /// <summary>The strings, as written, each with what it interpolates.</summary>
    public IReadOnlyList<string> Strings => strings;

    /// <summary>One a line.</summary>
    public string Text => text.ToString();

    bool Sees(string s) => string.CompareOrdinal(source, at, s, 0, s.Length) == 0;

    void ReadCode(bool isHole)
    {
        for (int depth = 0; at < source.Length;)
        {
            char c = source[at];
            int start = at;
            if (isHole && depth == 0 && c == '}') return;
            if (Sees("//")) Quote(End("\n"));
            else if (Sees("\"\"\"")) Quote(End("\"\"\"", 3) + 3);
            else if (Sees("@\"")) Quote(VerbatimEnd());
            else if (Sees("$\"")) ReadInterpolated();
            else if (c is '"' or '\'') Quote(StringEnd(c));
            else
            {
                depth += c is '{' or '(' or '[' ? 1 : c is '}' or ')' or ']' ? -1 : 0;
                code.Append(c);
                at++;
            }
            if (!isHole && source[at - 1] == '"') strings.Add(source[start..at]);
        }
    }

    void ReadInterpolated()
    {
        int start = at;
        at += 2;
        while (source[at] != '"')
        {
            if (source[at] == '\\' || Sees("{{")) at++;
            else if (source[at] == '{')
            {
                Quote(++at, start);
                ReadCode(isHole: true);
                start = at;
            }
            at++;
        }
        Quote(at + 1, start);
    }

    void Quote(int end, int? start = null)
    {
        text.Append(source, start ?? at, end - (start ?? at)).Append('\n');
        code.Append(' ');
        at = end;
    }

    int End(string mark, int after = 0) => source.IndexOf(mark, at + after, StringComparison.Ordinal) is >= 0 and var i ? i : source.Length;

    int StringEnd(char quote)
    {
        int i = at + 1;
        for (; source[i] != quote; i++)
            if (source[i] == '\\') i++;
        return i + 1;
    }

    int VerbatimEnd()
    {
        int i = at + 2;
        for (; source[i] != '"' || i + 1 < source.Length && source[i + 1] == '"'; i++)
            if (source[i] == '"') i++;
        return i + 1;
    }
}
