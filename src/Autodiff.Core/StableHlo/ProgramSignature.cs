using System.Globalization;
using System.Text;
using System.Text.Json;
using Autodiff.Trees;

namespace Autodiff.StableHlo;

/// <summary>The signature of a program: the names, structures and leaf types of its parameters and result.</summary>
/// <param name="Name">The name of the function.</param>
/// <param name="Parameters">The names of the parameters.</param>
/// <param name="Structures">The structure of each parameter.</param>
/// <param name="Inputs">The types of the leaves of the parameters.</param>
/// <param name="Result">The structure of the result.</param>
/// <param name="Outputs">The types of the leaves of the result.</param>
sealed record ProgramSignature(string Name, string[] Parameters, TreeDefinition[] Structures, TensorType[] Inputs, TreeDefinition Result, TensorType[] Outputs)
{
    /// <summary>The module attribute that holds it.</summary>
    public const string Attribute = "autodiff.signature";

    /// <summary>The signature of a program that has no structure: each parameter is a tensor; the result is one tensor, or an array of several.</summary>
    public static ProgramSignature Flat(string name, string[] parameters, TensorType[] inputs, TensorType[] outputs) =>
        new(name, parameters, Array.ConvertAll(parameters, _ => TreeDefinition.Leaf), inputs, outputs.Length == 1 ? TreeDefinition.Leaf : TreeDefinition.Singles(outputs.Length), outputs);

    /// <summary>The signature as JSON: <c>{"name": "f", "arguments": {"x": "f32[5,4]"}, "result": "f32[5]"}</c>.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("name", Name);
            json.WriteStartObject("arguments");
            var leaves = new Queue<string>(Inputs.Select(t => t.ToString()));
            for (int i = 0; i < Parameters.Length; i++)
            {
                json.WritePropertyName(Parameters[i]);
                TreeJson.Write(json, Structures[i], leaves);
            }
            json.WriteEndObject();
            json.WritePropertyName("result");
            TreeJson.Write(json, Result, new(Outputs.Select(t => t.ToString())));
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <returns>The signature, or null if the text is not one.</returns>
    public static ProgramSignature? FromJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 2 * TreeJson.MaxDepth, AllowDuplicateProperties = false });
            var root = document.RootElement;
            var (inputs, outputs) = (new List<string>(), new List<string>());
            var (names, arguments) = (new List<string>(), new List<TreeDefinition>());
            foreach (var p in root.GetProperty("arguments").EnumerateObject())
            {
                names.Add(p.Name);
                if (TreeJson.Read(p.Value, inputs) is not { } tree) return null;
                arguments.Add(tree);
            }
            if (TreeJson.Read(root.GetProperty("result"), outputs) is not { } result || names.Distinct(StringComparer.OrdinalIgnoreCase).Count() != names.Count) return null;
            return new(root.GetProperty("name").GetString() ?? "f", [.. names], [.. arguments], [.. inputs.Select(Type)], result, [.. outputs.Select(Type)]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            return null;
        }
    }

    // The format of TensorType: f32[2,3], with a star if it is weak.
    static TensorType Type(string text)
    {
        bool weak = text.EndsWith('*');
        string[] parts = text.TrimEnd('*').TrimEnd(']').Split('[');
        if (parts.Length != 2) throw new FormatException(text);
        int[] dimensions = parts[1].Length == 0 ? [] : Array.ConvertAll(parts[1].Split(','), d => int.Parse(d, NumberStyles.None, CultureInfo.InvariantCulture));
        return new(DType.TryParse(parts[0]) ?? throw new FormatException(text), new(dimensions), weak);
    }
}
