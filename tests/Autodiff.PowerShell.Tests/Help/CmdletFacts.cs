using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace Autodiff.PowerShell.Tests.Help;

/// <summary>The properties of a cmdlet from reflection, in the format of PlatyPS.</summary>
sealed class CmdletFacts(CmdletInfo cmdlet)
{
    const string AllSets = "__AllParameterSets";
    const int Width = 100;

    static readonly Dictionary<Type, string> shortNames = new()
    {
        [typeof(string)] = "string",
        [typeof(int)] = "int",
        [typeof(double)] = "double",
        [typeof(long)] = "long",
        [typeof(bool)] = "bool",
        [typeof(Uri)] = "uri",
        [typeof(PSObject)] = "psobject",
        [typeof(ScriptBlock)] = "scriptblock",
        [typeof(System.Collections.Hashtable)] = "hashtable",
    };

    public string Name => cmdlet.Name;

    /// <summary>The parameters that are shown, sorted by name, less the common ones.</summary>
    public IEnumerable<ParameterMetadata> Parameters => cmdlet.Parameters.Values
        .Where(p => !Cmdlet.CommonParameters.Contains(p.Name) && !IsHidden(p)).OrderBy(p => p.Name, StringComparer.Ordinal);

    /// <summary>The types that accept pipeline input.</summary>
    public IEnumerable<string> Inputs => Parameters
        .Where(p => p.ParameterSets.Values.Any(s => s.ValueFromPipeline || s.ValueFromPipelineByPropertyName)).Select(p => FullName(p.ParameterType)).Distinct();

    /// <summary>The types of its output.</summary>
    public IEnumerable<string> Outputs => cmdlet.OutputType.Select(o => o.Name);

    /// <summary>The section SYNTAX.</summary>
    public string Syntax() => string.Concat(cmdlet.ParameterSets.OrderBy(s => !s.IsDefault).Select(s =>
        $"### {s.Name}{(s.IsDefault && s.Name != AllSets ? " (Default)" : "")}\n\n```\n{SyntaxOf(cmdlet.Name, s)}\n```\n\n"));

    /// <summary>The metadata of a parameter.</summary>
    public string Metadata(ParameterMetadata p)
    {
        var r = new StringBuilder($"```yaml\nType: {FullName(p.ParameterType)}\nDefaultValue: {Quote(Default(p))}\n");
        r.Append(CultureInfo.InvariantCulture, $"SupportsWildcards: {Text(p.Attributes.OfType<SupportsWildcardsAttribute>().Any())}\n");
        Append(r, "Aliases", p.Aliases);
        r.Append("ParameterSets:\n");
        foreach (var (name, set) in p.ParameterSets)
        {
            r.Append(CultureInfo.InvariantCulture, $"- Name: {(name == AllSets ? "(All)" : name)}\n  Position: {(set.Position == int.MinValue ? "Named" : set.Position)}\n");
            r.Append(CultureInfo.InvariantCulture, $"  IsRequired: {Text(set.IsMandatory)}\n  ValueFromPipeline: {Text(set.ValueFromPipeline)}\n");
            r.Append(CultureInfo.InvariantCulture, $"  ValueFromPipelineByPropertyName: {Text(set.ValueFromPipelineByPropertyName)}\n  ValueFromRemainingArguments: {Text(set.ValueFromRemainingArguments)}\n");
        }
        r.Append("DontShow: false\n");
        Append(r, "AcceptedValues", Accepted(p));
        return r.Append(CultureInfo.InvariantCulture, $"HelpMessage: {Quote(HelpMessage(p))}\n```\n").ToString();
    }

    /// <summary>The line that PowerShell shows when it prompts for a required parameter.</summary>
    public static string HelpMessage(ParameterMetadata p) => p.Attributes.OfType<ParameterAttribute>().Last().HelpMessage ?? "";

    // In the order of Get-Command -Syntax: by position, then required ones, then the rest. Lines break as in PlatyPS.
    static string SyntaxOf(string name, CommandParameterSetInfo set)
    {
        var shown = set.Parameters.Where(p => !Cmdlet.CommonParameters.Contains(p.Name) && !IsHidden(p.Attributes)).ToArray();
        var ordered = shown.Where(p => p.Position != int.MinValue).OrderBy(p => p.Position)
            .Concat(shown.Where(p => p.Position == int.MinValue).OrderBy(p => !p.IsMandatory));
        var text = new StringBuilder();
        string line = name;
        foreach (string part in ordered.Select(SyntaxOf).Append("[<CommonParameters>]"))
        {
            if (line.Length + part.Length + 1 > Width)
            {
                text.Append(line).Append('\n');
                line = "";
            }
            line += " " + part;
        }
        return text.Append(line).ToString();
    }

    static string SyntaxOf(CommandParameterInfo p)
    {
        string name = "-" + p.Name;
        if (p.ParameterType == typeof(SwitchParameter)) return p.IsMandatory ? name : $"[{name}]";
        string value = $"<{ShortName(p.ParameterType)}>";
        return (p.IsMandatory, p.Position != int.MinValue) switch
        {
            (true, true) => $"[{name}] {value}",
            (true, false) => $"{name} {value}",
            (false, true) => $"[[{name}] {value}]",
            _ => $"[{name} {value}]",
        };
    }

    // The value in a new cmdlet before anything is bound.
    string Default(ParameterMetadata p)
    {
        var property = cmdlet.ImplementingType.GetProperty(p.Name);
        object? value = property?.GetValue(Activator.CreateInstance(cmdlet.ImplementingType));
        return value is string or int or Enum ? Convert.ToString(value, CultureInfo.InvariantCulture)! : "";
    }

    static IReadOnlyList<string> Accepted(ParameterMetadata p)
    {
        if (p.Attributes.OfType<ValidateSetAttribute>().FirstOrDefault() is { } set) return [.. set.ValidValues];
        return p.ParameterType.IsEnum ? Enum.GetNames(p.ParameterType) : [];
    }

    static bool IsHidden(ParameterMetadata p) => IsHidden(p.Attributes);

    static bool IsHidden(IEnumerable<Attribute> attributes) => attributes.OfType<ParameterAttribute>().Any(a => a.DontShow);

    static string FullName(Type type) => type.IsGenericType
        ? $"{type.GetGenericTypeDefinition().FullName}[{string.Join(',', type.GenericTypeArguments.Select(FullName))}]"
        : type.FullName!;

    static string ShortName(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsArray ? ShortName(type.GetElementType()!) + "[]" : shortNames.GetValueOrDefault(type, type.Name);
    }

    static void Append(StringBuilder r, string key, IReadOnlyCollection<string> values)
    {
        r.Append(key).Append(values.Count == 0 ? ": []\n" : ":\n");
        foreach (string value in values) r.Append("- ").Append(value).Append('\n');
    }

    static string Text(bool value) => value ? "true" : "false";

    // YAML takes a text as it is unless it could be something else.
    static string Quote(string text) =>
        text.Length == 0 || "-?:,[]{}#&*!|>'\"%@`".Contains(text[0], StringComparison.Ordinal) || text.Contains(": ", StringComparison.Ordinal) || text.Contains(" #", StringComparison.Ordinal) || text.EndsWith(':')
            ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'"
            : text;
}
