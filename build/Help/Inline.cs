using System.Text.RegularExpressions;

namespace Autodiff.Help;

/// <summary>Removes the marks of code, bold and links from text.</summary>
static partial class Inline
{
    /// <summary>A paragraph as a console shows it. A list keeps its lines.</summary>
    public static string Plain(string text) => string.Join('\n', Items(text).Select(Words));

    /// <summary>A paragraph as one line, or a list as one line for each item.</summary>
    public static IEnumerable<string> Items(string text)
    {
        string item = "";
        foreach (string line in text.Split('\n'))
        {
            if (item.Length > 0 && line.StartsWith("- ", StringComparison.Ordinal))
            {
                yield return item;
                item = "";
            }
            item += (item.Length == 0 ? "" : " ") + line.Trim();
        }
        yield return item;
    }

    // Code spans first, because marks inside them are text.
    static string Words(string text) => string.Concat(text.Split('`').Select((part, i) => i % 2 == 1 ? part : Bold().Replace(Link().Replace(part, "$1"), "$1")));

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\*\*([^*]+)\*\*")]
    private static partial Regex Bold();
}
