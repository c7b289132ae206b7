using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Microsoft.PowerShell;

namespace Autodiff.Shell;

/// <summary>A runspace with the console as its host.</summary>
sealed class ShellSession : IDisposable
{
    const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    readonly ShellHost _host = new();
    readonly Runspace _runspace;

    public ShellSession()
    {
        var state = InitialSessionState.CreateDefault2();
        // One thread for all of a session, with the stack size that the engine chooses for deep scripts.
        state.ThreadOptions = PSThreadOptions.ReuseThread;
        // pwsh's default on Windows; without it an embedded engine refuses every script there.
        if (OperatingSystem.IsWindows()) state.ExecutionPolicy = ExecutionPolicy.RemoteSigned;
        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.Open();
        LetExitThrough(_runspace);
    }

    /// <summary>The exit code that the host was told by a script, if any.</summary>
    public int? RequestedExitCode => _host.RequestedExitCode;

    /// <summary>PowerShell's $? after the last pipeline.</summary>
    public bool LastCommandSucceeded => _runspace.SessionStateProxy.GetVariable("?") is true;

    /// <summary>A pipeline of this session, still empty.</summary>
    public PowerShell CreatePipeline()
    {
        var pipeline = PowerShell.Create();
        pipeline.Runspace = _runspace;
        return pipeline;
    }

    /// <summary>Imports a module by the path of its manifest, so that the script finds it loaded.</summary>
    public void ImportModule(string manifest)
    {
        using var pipeline = CreatePipeline();
        pipeline.AddCommand("Import-Module").AddParameter("Name", manifest).AddParameter("ErrorAction", ActionPreference.Stop).Invoke();
    }

    /// <summary>Prints an error that nobody caught, as PowerShell does, to standard error.</summary>
    public void Report(ErrorRecord error)
    {
        using var pipeline = CreatePipeline();
        // Out-Default takes an error record that it is handed for data, and would print it to standard output.
        _host.Console.OutputIsError = true;
        pipeline.AddCommand("Out-Default").AddParameter("InputObject", error).Invoke();
        _host.Console.OutputIsError = false;
    }

    public void Dispose() => _runspace.Dispose();

    // Without this, exit in a script file sets $LASTEXITCODE and nothing tells the host. pwsh -File does the same.
    static void LetExitThrough(Runspace runspace)
    {
        var context = typeof(Runspace).GetProperty("ExecutionContext", Hidden)?.GetValue(runspace);
        var rethrow = context?.GetType().GetProperty("ScriptCommandProcessorShouldRethrowExit", Hidden)
            ?? throw new MissingMemberException("This version of System.Management.Automation has no ScriptCommandProcessorShouldRethrowExit, without which a script cannot set the exit code.");
        rethrow.SetValue(context, true);
    }
}
