using Autodiff.Trees;

namespace Autodiff.PowerShell;

/// <summary>
/// Reads text that is a number in the invariant culture as f64: fields of a CSV row, lines of a file, and <c>-1</c> in a command, which PowerShell makes a string.
/// </summary>
static class NumericText
{
    /// <summary>The data with numbers in place of such text, also in arrays.</summary>
    public static object? Read(object? data) => PowerShellHost.Bare(data) switch
    {
        string text => Flattening.ParseNumber(text)?.Item() ?? text,
        string[] texts => Array.ConvertAll(texts, Read),
        object?[] items when Array.Exists(items, x => PowerShellHost.Bare(x) is string or object?[]) => Array.ConvertAll(items, Read),
        var other => other,
    };
}
