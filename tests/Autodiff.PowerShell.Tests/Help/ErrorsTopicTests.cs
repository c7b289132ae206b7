using System.Management.Automation;
using System.Text;

namespace Autodiff.PowerShell.Tests.Help;

/// <summary>The topic about_Autodiff_Errors lists the identifiers of <see cref="ErrorId"/>.</summary>
public sealed class ErrorsTopicTests
{
    const string Introduction = """
        # about_Autodiff_Errors

        ## SHORT DESCRIPTION

        The errors of Autodiff, by identifier.

        ## LONG DESCRIPTION

        Each error has an identifier that does not change from release to release: the part of `$_.FullyQualifiedErrorId` before the comma. Its category, `$_.CategoryInfo.Category`, follows
        from its kind. The message says what was found, what was expected, and what to write instead.


        """;

    [Fact]
    public void The_topic_lists_each_error()
    {
        var text = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        foreach (var kind in ErrorId.All.GroupBy(id => id.Kind).OrderBy(g => g.Key.ToString(), StringComparer.Ordinal))
        {
            text.Append("## ").Append(kind.Key.ToString().ToUpperInvariant()).Append("\n\n");
            foreach (var id in kind) text.Append("- `").Append(id.Name).Append("`: ").Append(id.Meaning).Append('\n');
            text.Append('\n');
        }
        string expected = text.Append("## SEE ALSO\n\n- about_Autodiff\n").ToString();
        string file = HelpFiles.PathOf("about_Autodiff_Errors");
        if (Environment.GetEnvironmentVariable("AUTODIFF_UPDATE") == "1") File.WriteAllText(file, expected);
        Assert.Equal(expected, File.ReadAllText(file).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Each_kind_is_a_category() =>
        Assert.All(Enum.GetNames<ErrorKind>(), name => Assert.True(Enum.TryParse<ErrorCategory>(name, out _), name));

    [Fact]
    public void Each_identifier_is_used()
    {
        string code = string.Concat(Directory.EnumerateFiles(Path.Combine(PowerShellSession.Repository, "src"), "*.cs", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "ErrorId.cs").Select(File.ReadAllText));
        Assert.Equal([], ErrorId.All.Select(id => $"ErrorId.{id.Name}").Where(name => !System.Text.RegularExpressions.Regex.IsMatch(code, $@"{name}\b")));
    }
}
