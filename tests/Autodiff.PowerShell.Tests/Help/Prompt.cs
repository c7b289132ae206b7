using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace Autodiff.PowerShell.Tests.Help;

/// <summary>A session with the module in which statements are typed one after another, and which shows what a console would.</summary>
public sealed class Prompt : IDisposable
{
    const string Known = "@($ExecutionContext.SessionState.InvokeProvider.Item.Get('variable:*').Name; $ExecutionContext.SessionState.InvokeProvider.Item.Get('function:*').Name)";
    const string Forget = "param($known) foreach ($drive in 'variable:', 'function:') { foreach ($name in @($ExecutionContext.SessionState.InvokeProvider.Item.Get(\"$drive*\").Name)) { if ($name -notin $known -and $name -notin 'known', 'drive', 'name') { $ExecutionContext.SessionState.InvokeProvider.Item.Remove(\"$drive$name\", $false) } } }";

    readonly RecordingHost host = new();
    readonly Runspace runspace;
    readonly object[] known;

    public Prompt()
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows()) state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        runspace.Open();
        Type($"Import-Module '{Path.Combine(PowerShellSession.Repository, "Autodiff.psd1")}'");
        Type("1");
        using var _ = new Default(runspace);
        known = [.. Invoke(Known).Select(o => o.BaseObject)];
    }

    /// <summary>The text that a console shows after these statements.</summary>
    public string Type(string code)
    {
        using var _ = new Default(runspace);
        var script = Parser.ParseInput(code, out var tokens, out var errors);
        Assert.Empty(errors);
        foreach (var statement in script.EndBlock.Statements)
        {
            using var shell = System.Management.Automation.PowerShell.Create(runspace);
            shell.AddScript(statement.Extent.Text, useLocalScope: false).AddCommand("Out-Default");
            shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
            try
            {
                shell.Invoke();
            }
            catch (RuntimeException e)
            {
                using var report = System.Management.Automation.PowerShell.Create(runspace);
                report.AddCommand("Out-Default").AddParameter("InputObject", e.ErrorRecord).Invoke();
            }
        }
        return host.Take();
    }

    /// <summary>Removes the variables and functions of the session.</summary>
    public void Clear()
    {
        using var _ = new Default(runspace);
        Invoke(Forget, (object)known);
    }

    public void Dispose() => runspace.Dispose();

    System.Collections.ObjectModel.Collection<PSObject> Invoke(string script, params object[] arguments)
    {
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        shell.AddScript(script, useLocalScope: true);
        foreach (object a in arguments) shell.AddArgument(a);
        return shell.Invoke();
    }

    /// <summary>Makes a runspace the default of the thread until it is disposed.</summary>
    readonly ref struct Default
    {
        readonly Runspace before;

        public Default(Runspace runspace)
        {
            before = Runspace.DefaultRunspace;
            Runspace.DefaultRunspace = runspace;
        }

        public void Dispose() => Runspace.DefaultRunspace = before;
    }
}
