using System.Text.Json;
using System.Text.RegularExpressions;

namespace Autodiff.PowerShell.Tests.Conformance;

/// <summary>One case of operations.json.</summary>
sealed partial class OperationCase(JsonElement json, int number)
{
    static readonly HashSet<string> known = [.. typeof(Ad).GetMethods().Select(m => m.Name)];

    /// <summary>All cases, by name.</summary>
    public static IReadOnlyDictionary<string, OperationCase> All { get; } = ConformanceData.Read("operations.json").Select((e, i) => new OperationCase(e, i)).ToDictionary(c => c.Name);

    /// <summary>The name, with the position in the file, because names repeat.</summary>
    public string Name { get; } = $"{number}: {json.GetProperty("name").GetString()}";

    public string Group => json.GetProperty("group").GetString()!;

    public string Script => json.GetProperty("script").GetString()!;

    /// <summary>The operations in the case that do not exist.</summary>
    public IEnumerable<string> Missing => Operation().Matches(Script).Select(m => m.Groups[1].Value).Where(n => !known.Contains(n)).Distinct();

    /// <summary>The parts of the case.</summary>
    public IEnumerable<string> Parts => new[] { "value", "grads", "jvp", "hessian", "vmap" }.Where(p => json.TryGetProperty(p, out _)).Prepend("eager");

    /// <summary>The names of the script block's parameters.</summary>
    public string[] Parameters => [.. Parameter().Match(Script).Groups[1].Value.Split(',').Select(p => p.Trim().TrimStart('$'))];

    /// <summary>The parameters that are differentiated.</summary>
    public string[] Differentiated => [.. json.GetProperty("grad_args").EnumerateArray().Select(i => Parameters[i.GetInt32()])];

    public Tensor One(string property) => ConformanceData.Tensor(json.GetProperty(property));

    public Tensor[] Many(string property) => ConformanceData.Tensors(json.GetProperty(property));

    [GeneratedRegex(@"\[Ad\]::(\w+)")]
    private static partial Regex Operation();

    [GeneratedRegex(@"^param\(([^)]*)\)")]
    private static partial Regex Parameter();
}
