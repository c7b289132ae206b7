namespace Autodiff.PowerShell;

/// <summary>Names of the library, which messages of the engine hold, as a script writes them: cmdlets, parameters, <c>[Ad]::Sum</c>.</summary>
static class Spelling
{
    const string Operations = "Ad";

    /// <summary>What is no operation.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["null"] = "$null",
        ["Gradient"] = "Get-AdGradient",
        ["Hessian"] = "Get-AdHessian",
        ["Jacobian"] = "Get-AdJacobian",
        ["Vjp"] = "Get-AdVjp",
        ["Vmap"] = "Get-AdVmap",
        ["Export"] = "Export-AdFunction",
        ["Function.Import"] = "Import-AdFunction",
        ["AdRuntime.Install"] = "Install-AdRuntime",
        ["Auxiliary"] = "-Auxiliary",
        ["Backend"] = "-Backend",
        ["BatchSize"] = "-BatchSize",
        ["Device"] = "-Device",
        ["DeviceCount"] = "-DeviceCount",
        ["Donate"] = "-Donate",
        ["InAxes"] = "-InAxis",
        ["Mode"] = "-Mode",
        ["OutAxes"] = "-OutAxis",
        ["Parameters"] = "-Parameter",
        ["ShardAxes"] = "-ShardAxis",
    };

    /// <summary>The parameters of cmdlets that take what methods take by position.</summary>
    static readonly Dictionary<string, string[]> parameters = new() { ["AdRuntime.Install"] = ["-Path", "-Sha256"] };

    /// <inheritdoc cref="ScriptHost.Spell"/>
    public static string Of(string name, params string[] arguments)
    {
        string[] given = Array.ConvertAll(arguments, Argument);
        if (name == Operations) return $"[{Operations}]";
        if (name.StartsWith(Operations + ".", StringComparison.Ordinal)) return $"[{Operations}]::{name[(Operations.Length + 1)..]}{(given.Length > 0 ? $"({string.Join(", ", given)})" : "")}";
        return string.Join(' ', [Names.GetValueOrDefault(name, name), .. given.Select((a, i) => $"{parameters[name][i]} {a}")]);
    }

    static string Argument(string argument) => argument.StartsWith('\'') ? $"'{argument[1..^1].Replace("'", "''", StringComparison.Ordinal)}'" : "$" + argument;
}
