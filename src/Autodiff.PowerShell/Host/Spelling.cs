namespace Autodiff.PowerShell;

/// <summary>Names of the library, which messages of the engine hold, as a script writes them: cmdlets, parameters, <c>[Ad]::Sum</c>.</summary>
static class Spelling
{
    const string Operations = "Ad";

    /// <summary>Names that are not operations.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["null"] = "$null",
        ["Gradient"] = "Get-AdGradient",
        ["Hessian"] = "Get-AdHessian",
        ["Jacobian"] = "Get-AdJacobian",
        ["Vjp"] = "Get-AdVjp",
        ["Vmap"] = "Get-AdVmap",
        ["Export"] = "Export-AdFunction",
        ["AdRuntime.Install"] = "Install-AdRuntime",
        ["Auxiliary"] = "-Auxiliary",
        ["Backend"] = "-Backend",
        ["BatchSize"] = "-BatchSize",
        ["Device"] = "-Device",
        ["DeviceCount"] = "-DeviceCount",
        ["CheckNaN"] = "-CheckNaN",
        ["Donate"] = "-Donate",
        ["InAxes"] = "-InAxis",
        ["Mode"] = "-Mode",
        ["OutAxes"] = "-OutAxis",
        ["Parameters"] = "-Parameter",
        ["ShardAxes"] = "-ShardAxis",
    };

    /// <summary>The parameters of cmdlets that take what methods take by position.</summary>
    static readonly Dictionary<string, string[]> parameters = new() { ["AdRuntime.Install"] = ["-LiteralPath", "-Sha256"] };

    /// <inheritdoc cref="ScriptHost.Spell"/>
    public static string Of(string name, params string[] arguments)
    {
        if (name == Operations) return $"[{Operations}]";
        if (name.StartsWith(Operations + ".", StringComparison.Ordinal))
            return $"[{Operations}]::{name[(Operations.Length + 1)..]}{(arguments.Length > 0 ? $"({string.Join(", ", arguments.Select(Argument))})" : "")}";
        return string.Join(' ', [Names.GetValueOrDefault(name, name), .. arguments.Select((a, i) => $"{parameters[name][i]} {Word(a)}")]);
    }

    static string Argument(string argument) => argument.StartsWith('\'') ? $"'{argument[1..^1].Replace("'", "''", StringComparison.Ordinal)}'" : "$" + argument;

    // In a command, a word is a string.
    static string Word(string argument) => argument.Trim('\'') is var word && word.All(char.IsAsciiLetterOrDigit) ? word : Argument(argument);
}
