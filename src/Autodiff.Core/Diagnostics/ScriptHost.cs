namespace Autodiff;

/// <summary>What the engine asks of the language that calls it. The PowerShell assembly registers its own; C# needs none.</summary>
public class ScriptHost
{
    /// <summary>The host in use.</summary>
    public static ScriptHost Current { get; set; } = new();

    /// <summary>The object inside a wrapper of the language (PSObject), or the object itself.</summary>
    public virtual object? Unwrap(object? value) => value;

    /// <summary>The line of the script that is being run on this thread, 0 where there is none.</summary>
    public virtual int Line() => 0;

    /// <summary>Whether the user has stopped the script that runs on this thread, where nothing else tells what it has called.</summary>
    public virtual bool IsStopping => false;

    /// <summary>Shows a warning to the user.</summary>
    public virtual void Warn(string message) => Console.Error.WriteLine("WARNING: " + message);

    /// <summary>Whether the user wants to know what is traced and compiled.</summary>
    public virtual bool ShowsDetails => false;

    /// <summary>Shows what is traced or compiled.</summary>
    public virtual void Detail(string message) { }

    /// <summary>Shows what <c>Ad.Print</c> prints.</summary>
    public virtual void Print(string text) => Console.Out.WriteLine(text);
}
