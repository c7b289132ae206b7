using System.Text;
using System.Text.RegularExpressions;

namespace Autodiff.Core.Tests.Architecture;

/// <summary>The texts that a user may read, of errors, warnings and progress, are a snapshot, so that a review reads them together. Other tests pin no wording.</summary>
public partial class MessagesTests
{
    [Fact]
    public void They_are_what_tests_data_Messages_txt_says()
    {
        var text = new StringBuilder();
        // The topic about_Autodiff_Errors holds the meanings of the identifiers.
        foreach (string file in Sources.Files("*.cs", "src").Where(f => Path.GetFileName(f) != "ErrorId.cs"))
        {
            string[] sentences = [.. new SourceText(File.ReadAllText(file)).Strings.Where(s => Words().IsMatch(s) && !Code().IsMatch(s))];
            if (sentences.Length > 0) text.Append(Sources.Relative(file)).Append('\n').AppendJoin("", sentences.Select(s => $"    {Lines().Replace(s, " ")}\n"));
        }
        string path = Path.Combine(Sources.Root, "tests/data/Messages.txt"), actual = text.ToString();
        if (Environment.GetEnvironmentVariable("AUTODIFF_UPDATE") == "1") File.WriteAllText(path, actual);
        string[] expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n").Split('\n') : [], now = actual.Split('\n');
        string[] changes = [.. expected.Except(now).Select(l => "- " + l.Trim()), .. now.Except(expected).Select(l => "+ " + l.Trim())];
        Assert.True(changes.Length == 0, "The messages have changed. If that is meant, write them anew: set AUTODIFF_UPDATE=1 and run this test.\n" + string.Join("\n", changes));
    }

    [GeneratedRegex(@"\p{L}{2}[,;:.]? (\p{L}{2}|\{)")]
    private static partial Regex Words();

    // Scripts, and attributes of StableHLO.
    [GeneratedRegex("^\"\"\"|stablehlo<|\\{Hlo\\.")]
    private static partial Regex Code();

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex Lines();
}
