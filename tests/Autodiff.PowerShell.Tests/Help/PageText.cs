using System.Text;
using System.Text.RegularExpressions;

namespace Autodiff.PowerShell.Tests.Help;

/// <summary>The expected text of a page: the parts that people write are kept, and the parts that reflection knows are generated.</summary>
static partial class PageText
{
    const string Missing = "{{ Fill in }}";

    const string CommonParameters = """
        ### CommonParameters

        This cmdlet supports the common parameters: -Debug, -ErrorAction, -ErrorVariable,
        -InformationAction, -InformationVariable, -OutBuffer, -OutVariable, -PipelineVariable,
        -ProgressAction, -Verbose, -WarningAction, and -WarningVariable. For more information, see
        [about_CommonParameters](https://go.microsoft.com/fwlink/?LinkID=113216).


        """;

    /// <summary>Whether a part is still to be written.</summary>
    public static bool IsUnfinished(string text) => text.Contains("{{", StringComparison.Ordinal) && text.Contains("Fill", StringComparison.Ordinal);

    /// <summary>The page of a cmdlet.</summary>
    /// <param name="old">The current page; empty if there is none.</param>
    /// <param name="facts">The cmdlet.</param>
    public static string Of(string old, CmdletFacts facts)
    {
        var sections = Split(old, "\n## ");
        string Kept(string title) => sections.TryGetValue(title, out string? body) ? body.Trim('\n') : title is "ALIASES" or "NOTES" ? "" : Missing;
        var r = new StringBuilder(Header().Match(old) is { Success: true } header ? header.Value : NewHeader(facts.Name));
        r.Append("\n# ").Append(facts.Name).Append("\n\n");
        Section("SYNOPSIS", Kept("SYNOPSIS"));
        Section("SYNTAX", facts.Syntax());
        Section("ALIASES", Kept("ALIASES"));
        Section("DESCRIPTION", Kept("DESCRIPTION"));
        Section("EXAMPLES", sections.ContainsKey("EXAMPLES") ? Kept("EXAMPLES") : $"### Example 1: {Missing}\n\n```powershell\n```\n");
        Section("PARAMETERS", Parameters(Split("\n" + Kept("PARAMETERS"), "\n### "), facts));
        Section("INPUTS", Types(Split("\n" + Kept("INPUTS"), "\n### "), facts.Inputs));
        Section("OUTPUTS", Types(Split("\n" + Kept("OUTPUTS"), "\n### "), facts.Outputs));
        Section("NOTES", Kept("NOTES"));
        Section("RELATED LINKS", Kept("RELATED LINKS"));
        return r.ToString().TrimEnd('\n') + "\n";

        void Section(string title, string body)
        {
            r.Append("## ").Append(title).Append("\n\n");
            if (body.Length > 0) r.Append(body.Trim('\n')).Append("\n\n");
        }
    }

    static string Parameters(Dictionary<string, string> old, CmdletFacts facts)
    {
        var r = new StringBuilder();
        foreach (var p in facts.Parameters)
        {
            string text = old.TryGetValue("-" + p.Name, out string? body) ? body.Split("```yaml")[0].Trim('\n') : CmdletFacts.HelpMessage(p);
            r.Append(System.Globalization.CultureInfo.InvariantCulture, $"### -{p.Name}\n\n{(text.Length > 0 ? text : Missing)}\n\n{facts.Metadata(p)}\n");
        }
        return r.Append(CommonParameters).ToString();
    }

    static string Types(Dictionary<string, string> old, IEnumerable<string> types) =>
        string.Concat(types.Select(type => $"### {type}\n\n{(old.TryGetValue(type, out string? body) ? body.Trim('\n') : Missing)}\n\n"));

    static Dictionary<string, string> Split(string text, string mark) =>
        text.Split(mark).Skip(1).Select(part => part.Split('\n', 2)).ToDictionary(part => part[0].Trim(), part => part.Length > 1 ? part[1] : "");

    static string NewHeader(string name) => $"""
        ---
        document type: cmdlet
        external help file: Autodiff.PowerShell.dll-Help.xml
        HelpUri: ''
        Locale: en-US
        Module Name: Autodiff
        ms.date: {DateTime.Today:MM/dd/yyyy}
        PlatyPS schema version: 2024-05-01
        title: {name}
        ---

        """;

    [GeneratedRegex(@"\A---\n(?:.*\n)*?---\n")]
    private static partial Regex Header();
}
