namespace Autodiff.Shell;

/// <summary>What a command line asks for.</summary>
abstract record CommandLine
{
    /// <summary>The usage was asked for.</summary>
    public sealed record Help : CommandLine;

    /// <summary>There are no arguments.</summary>
    public sealed record Nothing : CommandLine;

    /// <summary>The command line makes no sense, for the reason in the message.</summary>
    public sealed record Mistake(string Message) : CommandLine;

    /// <summary>Something is to be run.</summary>
    public abstract record Run : CommandLine;

    /// <summary>A script file is to be run; the path is absolute.</summary>
    public sealed record Script(string Path, IReadOnlyList<ScriptArgument> Arguments) : Run;

    /// <summary>A line of PowerShell is to be run.</summary>
    public sealed record Line(string Text) : Run;

    /// <summary>Reads the arguments of the process.</summary>
    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        if (args.Count == 0) return new Nothing();
        var rest = args.Skip(1).ToArray();
        return args[0].ToUpperInvariant() switch
        {
            "-HELP" or "-H" or "-?" or "--HELP" => new Help(),
            "-COMMAND" or "-C" => ParseLine(args[0], rest),
            "-FILE" or "-F" when rest.Length == 0 => new Mistake($"{args[0]} expects the path of a script, and there is none."),
            "-FILE" or "-F" => ParseScript(rest[0], rest[1..]),
            ['-', ..] => new Mistake($"Found '{args[0]}'; expected the path of a script, -File, -Command or -Help. Arguments of a script follow its path."),
            _ => ParseScript(args[0], rest),
        };
    }

    static CommandLine ParseLine(string option, string[] words)
    {
        var text = string.Join(' ', words);
        return string.IsNullOrWhiteSpace(text)
            ? new Mistake($"{option} expects PowerShell text, and there is none. Type for example: {option} '[Ad]::Sin(1.0)'")
            : new Line(text);
    }

    static CommandLine ParseScript(string path, string[] arguments)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full)) return new Mistake($"Expected a script, and '{full}' is a directory.");
        if (!File.Exists(full)) return new Mistake($"There is no script '{full}'.");
        if (!Path.GetExtension(full).Equals(".ps1", StringComparison.OrdinalIgnoreCase))
            return new Mistake($"PowerShell runs files that end in .ps1, and '{full}' does not.");
        return new Script(full, ScriptArgument.Parse(arguments));
    }
}
