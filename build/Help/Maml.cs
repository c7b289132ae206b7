using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Autodiff.Help;

/// <summary>Converts pages of commands to MAML, the XML that Get-Help reads.</summary>
static partial class Maml
{
    static readonly XNamespace msh = "http://msh";
    static readonly XNamespace maml = "http://schemas.microsoft.com/maml/2004/10";
    static readonly XNamespace command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    static readonly XNamespace dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>The document of all commands.</summary>
    public static XDocument Document(IEnumerable<Page> pages) => new(new XElement(msh + "helpItems", new XAttribute("schema", "maml"), pages.Select(Command)));

    static XElement Command(Page page) => new(command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", maml), new XAttribute(XNamespace.Xmlns + "command", command), new XAttribute(XNamespace.Xmlns + "dev", dev),
        new XElement(command + "details",
            new XElement(command + "name", page.Title),
            new XElement(command + "verb", page.Title.Split('-')[0]),
            new XElement(command + "noun", page.Title.Split('-')[1]),
            new XElement(maml + "description", Paragraphs(page["SYNOPSIS"]))),
        new XElement(maml + "description", Paragraphs(page["DESCRIPTION"])),
        new XElement(command + "syntax", page["SYNTAX"].Sections.SelectMany(set => set.Blocks).Select(block => Syntax(block.Text, page))),
        new XElement(command + "parameters", Parameters(page).Select(Parameter)),
        new XElement(command + "inputTypes", page["INPUTS"].Sections.Select(type => Type("inputType", type))),
        new XElement(command + "returnValues", page["OUTPUTS"].Sections.Select(type => Type("returnValue", type))),
        new XElement(maml + "alertSet", new XElement(maml + "alert", Paragraphs(page["NOTES"]))),
        new XElement(command + "examples", page["EXAMPLES"].Sections.Select(Example)),
        new XElement(command + "relatedLinks", page["RELATED LINKS"].Paragraphs.SelectMany(Inline.Items).Select(Link)));

    static IEnumerable<Section> Parameters(Page page) => page["PARAMETERS"].Sections.Where(p => p.Title.StartsWith('-'));

    static ParameterMetadata Metadata(Section? parameter) => ParameterMetadata.Parse(parameter?.Blocks.FirstOrDefault(b => b.Language == "yaml")?.Text ?? "");

    static XElement Syntax(string text, Page page)
    {
        string name = text.Split(' ')[0];
        int position = 0;
        return new(command + "syntaxItem", new XElement(maml + "name", name), SyntaxParameter().Matches(text[name.Length..]).Select(m =>
        {
            bool isPositional = m.Groups["close"].Success && m.Groups["type"].Success;
            var accepted = Metadata(Parameters(page).FirstOrDefault(p => p.Title == "-" + m.Groups["name"].Value)).AcceptedValues;
            return new XElement(command + "parameter",
                new XAttribute("required", m.Groups["optional"].Value.Length == (isPositional ? 1 : 0)),
                new XAttribute("position", isPositional ? position++ : "named"),
                new XElement(maml + "name", m.Groups["name"].Value),
                m.Groups["type"].Success ? Value(m.Groups["type"].Value) : null,
                accepted.Count > 0 ? new XElement(command + "parameterValueGroup", accepted.Select(Value)) : null);
        }));
    }

    static XElement Parameter(Section section)
    {
        var metadata = Metadata(section);
        return new(command + "parameter",
            new XAttribute("required", metadata.IsRequired),
            new XAttribute("position", metadata.Position),
            new XAttribute("pipelineInput", metadata.PipelineInput),
            new XAttribute("globbing", metadata["SupportsWildcards"]),
            new XAttribute("aliases", metadata.Aliases),
            new XElement(maml + "name", section.Title.TrimStart('-')),
            new XElement(maml + "description", Paragraphs(section)),
            metadata["Type"].EndsWith(".SwitchParameter", StringComparison.Ordinal) ? null : Value(metadata["Type"]),
            new XElement(dev + "type", new XElement(maml + "name", metadata["Type"])),
            new XElement(dev + "defaultValue", metadata["DefaultValue"] is { Length: > 0 } value ? value : "None"));
    }

    static XElement Value(string type) => new(command + "parameterValue", new XAttribute("required", true), type);

    static XElement Type(string element, Section section) => new(command + element,
        new XElement(dev + "type", new XElement(maml + "name", section.Title)),
        new XElement(maml + "description", Paragraphs(section)));

    // Get-Help shows code unchanged, before the remarks. So the output of the code is part of the code.
    static XElement Example(Section section) => new(command + "example",
        new XElement(maml + "title", $"-------- {Inline.Plain(section.Title)} --------"),
        new XElement(dev + "code", string.Join("\n\n", section.Blocks.Where(b => b.Language is not null).Select(b => b.Text)) + "\n"),
        new XElement(dev + "remarks", Paragraphs(section)));

    static XElement Link(string item) => new(maml + "navigationLink", new XElement(maml + "linkText", Inline.Plain(item).TrimStart('-', ' ')), new XElement(maml + "uri"));

    static IEnumerable<XElement> Paragraphs(Section section) => section.Paragraphs.Select(text => new XElement(maml + "para", Inline.Plain(text)));

    // As Get-Command -Syntax writes it: -Name <type> is required, [-Name <type>] is not; [-Name] <type> and [[-Name] <type>] have a position; [-Name] is a switch.
    [GeneratedRegex(@"(?<optional>\[*)-(?<name>\w+)(?<close>\])?(?:\s<(?<type>[^>]+)>\]?)?")]
    private static partial Regex SyntaxParameter();
}
