using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Management.Automation.Runspaces;

namespace Autodiff.PowerShell;

/// <summary>What the engine asks of PowerShell.</summary>
public sealed class PowerShellHost : ScriptHost
{
    // What Write-Host marks its messages with: a host shows them, whatever the preference.
    static readonly string[] tags = ["PSHOST"];

    // A method called from a script has no cmdlet: these are the script's own.
    static readonly ScriptBlock warning = ScriptBlock.Create("& { [CmdletBinding()] param($message) $PSCmdlet.WriteWarning($message) } $args[0]");
    static readonly ScriptBlock information = ScriptBlock.Create("& { [CmdletBinding()] param($message, $tags) $PSCmdlet.WriteInformation($message, $tags) } $args[0] $args[1]");

    [ThreadStatic] static AdCmdlet? running;

    /// <summary>Takes warnings to a cmdlet's streams, and lets it be stopped, until the scope is disposed of.</summary>
    internal static Scope Enter(AdCmdlet cmdlet, CancellationToken stop)
    {
        var scope = new Scope(running, Interruption.Enter(stop));
        running = cmdlet;
        return scope;
    }

    /// <summary>
    /// The object inside a PSObject. A custom object has none: it is its PSObject, but for one that was a tensor in another session. What a pipeline without output gives is null.
    /// </summary>
    public static object? Bare(object? value) => value is not PSObject o
        ? value
        : ReferenceEquals(o, AutomationNull.Value) ? null : o.BaseObject is not PSCustomObject ? o.BaseObject : Revival.IsTensor(o) ? Revival.Tensor(o) : o;

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
    public override bool IsStopping => Runspace.DefaultRunspace is { } r && StoppingPipeline.Of(r);

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
    public override void Print(string text)
    {
        var message = new HostInformationMessage { Message = text };
        if (running is not null) running.WriteInformation(message, tags);
        else if (Runspace.DefaultRunspace is not null) information.Invoke(message, tags);
        else base.Print(text);
    }

    static CallStackFrame? Frame() => Runspace.DefaultRunspace?.Debugger?.GetCallStack().FirstOrDefault();

    /// <summary>Brings back the cmdlet that was running.</summary>
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
