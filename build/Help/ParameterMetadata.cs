namespace Autodiff.Help;

/// <summary>The metadata of a parameter on a page: a simple form of YAML.</summary>
sealed class ParameterMetadata
{
    readonly Dictionary<string, string> values = [];
    readonly List<Dictionary<string, string>> sets = [];
    readonly Dictionary<string, List<string>> lists = [];

    /// <summary>The value of a key, or an empty text.</summary>
    public string this[string key] => values.GetValueOrDefault(key, "");

    /// <summary>The aliases, or the text that Get-Help shows for none.</summary>
    public string Aliases => lists.TryGetValue("Aliases", out var names) ? string.Join(", ", names) : "none";

    /// <summary>The accepted values; empty if any value is accepted.</summary>
    public IReadOnlyList<string> AcceptedValues => lists.GetValueOrDefault("AcceptedValues", []);

    /// <summary>Whether it is required in at least one parameter set.</summary>
    public bool IsRequired => sets.Any(s => s["IsRequired"] == "true");

    /// <summary>The position in the first parameter set in which it has one.</summary>
    public string Position => sets.Select(s => s["Position"]).FirstOrDefault(p => p != "Named") ?? "named";

    /// <summary>How it accepts pipeline input, in the words of Get-Help.</summary>
    public string PipelineInput
    {
        get
        {
            string[] ways = [.. new[] { ("ValueFromPipeline", "ByValue"), ("ValueFromPipelineByPropertyName", "ByPropertyName") }
                .Where(way => sets.Any(s => s[way.Item1] == "true")).Select(way => way.Item2)];
            return ways.Length == 0 ? "False" : $"True ({string.Join(", ", ways)})";
        }
    }

    /// <summary>Parses the metadata.</summary>
    public static ParameterMetadata Parse(string yaml)
    {
        var r = new ParameterMetadata();
        string list = "";
        foreach (string line in yaml.Split('\n'))
        {
            if (line.StartsWith("- Name:", StringComparison.Ordinal)) r.sets.Add([]);
            if (line.StartsWith("- ", StringComparison.Ordinal) && list != "ParameterSets") r.lists[list].Add(line[2..]);
            else if (line.Split(':', 2) is [var key, var value])
            {
                if (line[0] is '-' or ' ') r.sets[^1][key.TrimStart('-', ' ')] = value.Trim();
                else if (value.Length > 0) r.values[key] = value.Trim().Trim('\'').Replace("''", "'", StringComparison.Ordinal);
                else r.lists[list = key] = [];
            }
        }
        return r;
    }
}
