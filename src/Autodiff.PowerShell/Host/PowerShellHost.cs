using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Management.Automation.Runspaces;

namespace Autodiff.PowerShell;

/// <summary>What the engine asks of PowerShell.</summary>
public sealed class PowerShellHost : ScriptHost
{
    [ThreadStatic] static Cmdlet? running;

    /// <summary>Takes warnings to a cmdlet's streams until the scope is disposed of.</summary>
    internal static Scope Enter(Cmdlet cmdlet)
    {
        var scope = new Scope(running);
        running = cmdlet;
        return scope;
    }

    /// <summary>The object inside a PSObject. A custom object has none: it is its PSObject. What a pipeline without output gives is null.</summary>
    public static object? Bare(object? value) => value is not PSObject o
        ? value
        : ReferenceEquals(o, AutomationNull.Value) ? null : o.BaseObject is PSCustomObject ? o : o.BaseObject;

    /// <inheritdoc/>
    public override object? Unwrap(object? value) => Bare(value);

    /// <inheritdoc/>
    public override int Line() => Frame()?.ScriptLineNumber ?? 0;

    /// <summary>The statement that is being run, on one line; null where no script runs.</summary>
    internal static string? Statement()
    {
        const int longest = 80;
        string? text = Frame()?.Position?.Text?.Split('\n')[0].Trim();
        return text?.Length > longest ? text[..longest] + "…" : text;
    }

    /// <inheritdoc/>
    public override void Warn(string message)
    {
        if (running is not null) running.WriteWarning(message);
        else if (UserInterface() is { } ui) ui.WriteWarningLine(message);
        else base.Warn(message);
    }

    /// <inheritdoc/>
    public override void Print(string text)
    {
        if (running is not null) running.WriteInformation(new HostInformationMessage { Message = text }, ["PSHOST"]);
        else if (UserInterface() is { } ui) ui.WriteLine(text);
        else base.Print(text);
    }

    static CallStackFrame? Frame() => Runspace.DefaultRunspace?.Debugger?.GetCallStack().FirstOrDefault();

    // A method called from a script has no cmdlet whose streams it could write to.
    static PSHostUserInterface? UserInterface() =>
        Runspace.DefaultRunspace is null ? null : (ScriptBlock.Create("$Host").InvokeReturnAsIs() as PSObject)?.BaseObject is PSHost host ? host.UI : null;

    /// <summary>Brings back the cmdlet that was running.</summary>
    internal readonly ref struct Scope
    {
        readonly Cmdlet? previous;

        internal Scope(Cmdlet? previous) => this.previous = previous;

        public void Dispose() => running = previous;
    }
}
