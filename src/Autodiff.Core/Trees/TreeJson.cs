using System.Text.Json;

namespace Autodiff.Trees;

/// <summary>
/// Structures as JSON. A leaf is a string that the caller supplies, an empty node is null, and a branch is an array of its kind and its children, such as
/// <c>["dictionary", {"b": "f32[3]", "w": "f32[4,3]"}]</c>.
/// </summary>
static class TreeJson
{
    /// <summary>Deeper than any structure that can be built.</summary>
    public const int MaxDepth = 256;

    // Named results are of kind object. Where PowerShell is not loaded, that is an ordered dictionary.
    static IEnumerable<(string Name, TreeNode Kind)> Kinds =>
        [("array", TreeNodes.Array), ("list", TreeNodes.List), ("dictionary", TreeNodes.Dictionary), ("ordered", TreeNodes.Ordered), ("object", TreeNodes.Record)];

    /// <summary>Writes a structure, with the next text for each leaf.</summary>
    /// <exception cref="AdException">A node is of a kind that other programs do not know.</exception>
    public static void Write(Utf8JsonWriter json, TreeDefinition tree, Queue<string> leaves)
    {
        if (tree.IsLeaf) json.WriteStringValue(leaves.Dequeue());
        else if (tree.NodeKind is not { } node) json.WriteNullValue();
        else
        {
            string kind = Kinds.FirstOrDefault(k => k.Kind == node).Name ?? throw new AdException($"A structure of {node.GetType().Name} cannot be written to a file. Use arrays, dictionaries or objects.", ErrorId.InvalidTree);
            json.WriteStartArray();
            json.WriteStringValue(kind);
            if (tree.ChildNames is { } names)
            {
                json.WriteStartObject();
                for (int i = 0; i < names.Count; i++)
                {
                    json.WritePropertyName(names[i]);
                    Write(json, tree.Children[i], leaves);
                }
                json.WriteEndObject();
            }
            else
                foreach (var child in tree.Children) Write(json, child, leaves);
            json.WriteEndArray();
        }
    }

    /// <summary>Reads a structure, and adds the text of each leaf to a list.</summary>
    /// <returns>The structure, or null if the JSON is not one.</returns>
    public static TreeDefinition? Read(JsonElement json, List<string> leaves)
    {
        if (json.ValueKind == JsonValueKind.Null) return TreeDefinition.Null;
        if (json.ValueKind == JsonValueKind.String)
        {
            leaves.Add(json.GetString()!);
            return TreeDefinition.Leaf;
        }
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() == 0 || json[0].ValueKind != JsonValueKind.String) return null;
        string kind = json[0].GetString()!;
        if (Kinds.FirstOrDefault(k => k.Name == kind).Kind is not { } node) return null;
        bool isNamed = kind is not ("array" or "list");
        if (isNamed && (json.GetArrayLength() != 2 || json[1].ValueKind != JsonValueKind.Object)) return null;
        var names = new List<string>();
        var children = new List<TreeDefinition>();
        bool ReadChild(JsonElement part)
        {
            if (Read(part, leaves) is not { } child) return false;
            children.Add(child);
            return true;
        }
        if (!isNamed) return json.EnumerateArray().Skip(1).All(ReadChild) ? TreeDefinition.Branch(node, null, [.. children]) : null;
        foreach (var property in json[1].EnumerateObject())
        {
            names.Add(property.Name);
            if (!ReadChild(property.Value)) return null;
        }
        return names.Distinct(StringComparer.OrdinalIgnoreCase).Count() == names.Count ? TreeDefinition.Branch(node, new Names([.. names]), [.. children]) : null;
    }
}
