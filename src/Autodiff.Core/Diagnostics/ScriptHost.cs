namespace Autodiff;

/// <summary>The language that calls the engine. The PowerShell assembly registers its own host; C# needs none.</summary>
public class ScriptHost
{
    /// <summary>The current host.</summary>
    public static ScriptHost Current { get; set; } = new();

    /// <summary>The object inside a wrapper of the language (PSObject), or the object itself.</summary>
    public virtual object? Unwrap(object? value) => value;

    /// <summary>The line of the script that runs on this thread, or 0.</summary>
    public virtual int Line() => 0;

    /// <summary>The name of the file of the script that runs on this thread, or null.</summary>
    public virtual string? File() => null;

    /// <summary>Whether the user has stopped the script that runs on this thread. Methods that a script calls directly have no other way to know.</summary>
    public virtual bool IsStopping => false;

    /// <summary>Whether the user can stop the code of this thread.</summary>
    public virtual bool CanStop => false;

    /// <summary>A name of this library in a message, as the user of this host writes it. Default: as in C#.</summary>
    /// <param name="name">An operation (<c>Ad.Sum</c>), a method (<c>Gradient</c>), an option (<c>Mode</c>), or <c>null</c>.</param>
    /// <param name="arguments">The arguments of a call: names of variables, and texts in single quotes. Default: the name alone.</param>
    public virtual string Spell(string name, params string[] arguments) =>
        arguments.Length == 0 ? name : $"{name}({string.Join(", ", arguments.Select(a => a.StartsWith('\'') ? $"\"{a[1..^1].Replace("\\", "\\\\", StringComparison.Ordinal)}\"" : a))})";

    /// <summary>Shows a warning to the user.</summary>
    public virtual void Warn(string message) => Console.Error.WriteLine("WARNING: " + message);

    /// <summary>Whether the user wants to see what is traced and compiled.</summary>
    public virtual bool ShowsDetails => false;

    /// <summary>Shows that something is traced or compiled.</summary>
    public virtual void Detail(string message) { }

    /// <summary>Shows the progress of long work on this thread. Default: null, which shows nothing.</summary>
    public virtual IProgressView? ProgressView => null;

    /// <summary>Shows the text of <c>Ad.Print</c>.</summary>
    public virtual void Print(string text) => Console.Out.WriteLine(text);
}
