namespace Autodiff.Shell;

/// <summary>One word of a script's command line: a parameter's name, a value, or a name with its value (-Name:value).</summary>
readonly record struct ScriptArgument(string? Name, object? Value)
{
    /// <summary>
    /// Tells names from values. Which value belongs to which name is the binder's to say: it alone knows what is a switch.
    /// </summary>
    public static IReadOnlyList<ScriptArgument> Parse(IReadOnlyList<string> words)
    {
        var arguments = new List<ScriptArgument>(words.Count);
        var namesEnded = false;
        foreach (var word in words)
        {
            if (!namesEnded && word == "--") namesEnded = true;
            else if (namesEnded || !IsName(word)) arguments.Add(new ScriptArgument(null, word));
            else arguments.Add(ParseName(word[1..]));
        }
        return arguments;
    }

    // -x and -_x are names; -1.5, -.5, -∞ and - are values.
    static bool IsName(string word) => word is ['-', var first, ..] && (char.IsLetter(first) || first is '_' or '?');

    static ScriptArgument ParseName(string word)
    {
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new ScriptArgument(word, null) : new ScriptArgument(word[..colon], ParseValue(word[(colon + 1)..]));
    }

    // A string would not bind to a switch.
    static object ParseValue(string text) => text.ToUpperInvariant() switch
    {
        "$TRUE" => true,
        "$FALSE" => false,
        _ => text,
    };
}
