using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Autodiff.Benchmarks;

/// <summary>A PowerShell engine in this process.</summary>
sealed class Session : IDisposable
{
    readonly Runspace runspace;

    public Session(params SessionStateCmdletEntry[] cmdlets)
    {
        var state = InitialSessionState.CreateDefault2();
        foreach (var c in cmdlets) state.Commands.Add(c);
        runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
    }

    /// <summary>The command that imports the module of this repository.</summary>
    public static string Import => $"Import-Module '{Manifest()}'";

    /// <summary>Runs a script. An error ends the program.</summary>
    public Collection<PSObject> Run(string script)
    {
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        return shell.AddScript(script).Invoke(null, new PSInvocationSettings { ErrorActionPreference = ActionPreference.Stop });
    }

    public void Dispose() => runspace.Dispose();

    static string Manifest()
    {
        const string name = "Autodiff.psd1";
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, name))) return Path.Combine(folder.FullName, name);
        throw new FileNotFoundException($"There is no {name} above {AppContext.BaseDirectory}.");
    }
}
