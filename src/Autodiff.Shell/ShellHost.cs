using System.Globalization;
using System.Management.Automation.Host;
using System.Reflection;

namespace Autodiff.Shell;

/// <summary>The console as PowerShell sees it.</summary>
sealed class ShellHost : PSHost
{
    /// <summary>The exit code that a script asked for through the host.</summary>
    public int? RequestedExitCode { get; private set; }

    public override string Name => "Autodiff.Shell";

    public override Version Version { get; } = Assembly.GetExecutingAssembly().GetName().Version ?? new Version(0, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => Console;

    /// <summary>What <see cref="UI"/> is.</summary>
    public ShellUI Console { get; } = new();

    // A script prints the same numbers on every machine.
    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override void SetShouldExit(int exitCode) => RequestedExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException("Autodiff.Shell has no prompt, and so no nested one.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("Autodiff.Shell has no prompt, and so no nested one.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
