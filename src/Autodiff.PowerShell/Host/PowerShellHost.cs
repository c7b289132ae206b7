using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Management.Automation.Runspaces;

namespace Autodiff.PowerShell;

/// <summary>Connects the engine to PowerShell.</summary>
public sealed class PowerShellHost : ScriptHost
{
    // The tag of Write-Host: a host shows such messages for any preference.
    static readonly string[] tags = ["PSHOST"];

    // A method that a script calls has no cmdlet, so these write for the script.
    static readonly ScriptBlock warning = ScriptBlock.Create("& { [CmdletBinding()] param($message) $PSCmdlet.WriteWarning($message) } $args[0]");
    static readonly ScriptBlock information = ScriptBlock.Create("& { [CmdletBinding()] param($message, $tags) $PSCmdlet.WriteInformation($message, $tags) } $args[0] $args[1]");

    // A field of the thread, because between the cmdlet and a message of the engine may be operators of a script, which receive no cmdlet.
    [ThreadStatic] static AdCmdlet? running;

    /// <summary>Sends messages to a cmdlet's streams, and lets the cmdlet be stopped, until the scope is disposed.</summary>
    internal static Scope Enter(AdCmdlet cmdlet, CancellationToken stop)
    {
        var scope = new Scope(running, Interruption.Enter(stop));
        running = cmdlet;
        return scope;
    }

    /// <summary>
    /// The object inside a PSObject. A custom object is its own PSObject, except for the remains of a tensor from another session. The output of an empty pipeline is null.
    /// </summary>
    public static object? Bare(object? value) => value is not PSObject o
        ? value
        : ReferenceEquals(o, AutomationNull.Value) ? null : o.BaseObject is not PSCustomObject ? o.BaseObject : Revival.IsTensor(o) ? Revival.Tensor(o) : o;

    /// <inheritdoc/>
    public override object? Unwrap(object? value) => Bare(value);

    /// <inheritdoc/>
    public override int Line() => Frame()?.ScriptLineNumber ?? 0;

    /// <inheritdoc/>
    public override string? File() => Path.GetFileName(Frame()?.ScriptName);

    /// <summary>The statement that is running, on one line; null if no script runs.</summary>
    internal static string? Statement()
    {
        const int longest = 80;
        string? text = Frame()?.Position?.Text?.Split('\n')[0].Trim();
        return text?.Length > longest ? text[..longest] + "…" : text;
    }

    /// <inheritdoc/>
    public override bool IsStopping => Runspace.DefaultRunspace is { } r && StoppingPipeline.Of(r);

    /// <inheritdoc/>
    public override bool CanStop => Runspace.DefaultRunspace is not null;

    /// <inheritdoc/>
    public override string Spell(string name, params string[] arguments) => Spelling.Of(name, arguments);

    /// <inheritdoc/>
    public override void Warn(string message)
    {
        if (running is not null) running.WriteWarning(message);
        else if (Runspace.DefaultRunspace is not null) warning.Invoke(message);
        else base.Warn(message);
    }

    /// <inheritdoc/>
    public override bool ShowsDetails => running is { IsVerbose: true };

    /// <inheritdoc/>
    public override void Detail(string message) => running?.WriteVerbose(message);

    /// <inheritdoc/>
    public override IProgressView? ProgressView => running is { } cmdlet && Progress.IsTerminal(cmdlet) ? new Progress(cmdlet) : null;

    /// <inheritdoc/>
    public override void Print(string text)
    {
        var message = new HostInformationMessage { Message = text };
        if (running is not null) running.WriteInformation(message, tags);
        else if (Runspace.DefaultRunspace is not null) information.Invoke(message, tags);
        else base.Print(text);
    }

    static CallStackFrame? Frame() => Runspace.DefaultRunspace?.Debugger?.GetCallStack().FirstOrDefault();

    /// <summary>Restores the cmdlet that was running.</summary>
    internal readonly ref struct Scope
    {
        readonly AdCmdlet? previous;
        readonly Interruption.Scope interruption;

        internal Scope(AdCmdlet? previous, Interruption.Scope interruption)
        {
            this.previous = previous;
            this.interruption = interruption;
        }

        public void Dispose()
        {
            running = previous;
            interruption.Dispose();
        }
    }
}
