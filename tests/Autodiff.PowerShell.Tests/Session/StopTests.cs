using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Autodiff.PowerShell.Tests;

/// <summary>Ctrl+C during a computation: the prompt returns at once, and the session continues.</summary>
// The type accelerator [Ad] belongs to the process, and tests of the collection change it for a moment.
[Collection("PowerShell")]
public sealed class StopTests : IDisposable
{
    static readonly TimeSpan patience = TimeSpan.FromMilliseconds(200);
    readonly Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());

    public StopTests()
    {
        runspace.Open();
        Run($"Import-Module '{Path.Combine(PowerShellSession.Repository, "Autodiff.psd1")}'");
    }

    public void Dispose() => runspace.Dispose();

    IEnumerable<PSObject> Run(string script)
    {
        using var shell = Shell(script);
        return shell.Invoke();
    }

    System.Management.Automation.PowerShell Shell(string script)
    {
        var shell = System.Management.Automation.PowerShell.Create(runspace);
        shell.AddScript(script);
        return shell;
    }

    // A loop of some seconds. An endless loop would continue in XLA as long as the tests run.
    [Fact]
    public void Managed_ends_between_steps() => Stops("Managed", "1e30");

    // A method is not told to stop, as a cmdlet is.
    [Fact]
    public void So_do_methods_that_a_script_calls()
    {
        Run("$f = New-AdFunction { param($x) [Ad]::WhileLoop({ param($c) $c -lt 1e30 }, { param($c) $c + $x }, 0.0) }; $f.Invoke(1e30)");
        foreach (string script in (string[])["$f.Invoke(1.0)", "[Ad]::WhileLoop({ param($c) $c -lt 1e30 }, { param($c) $c + 1 }, 0.0)"])
        {
            Stops(script);
            Assert.Equal(1e30, Run("$f.Invoke(1e30)").Single().BaseObject);
        }
    }

    [XlaFact]
    public void XLA_is_left_to_end_by_itself()
    {
        Stops("Xla", "6e8");
        for (int i = 0; i < 600 && Interruption.Abandoned > 0; i++) Thread.Sleep(50);
        Assert.Equal(0, Interruption.Abandoned);
    }

    void Stops(string backend, string steps)
    {
        Run($"$f = New-AdFunction {{ param($x) [Ad]::WhileLoop({{ param($c) $c -lt {steps} }}, {{ param($c) $c + $x }}, 0.0) }}; Invoke-AdCompiled $f 1e30 -Backend {backend}");
        Stops($"Invoke-AdCompiled $f 1.0 -Backend {backend}");
        Assert.Equal(1e30, Run($"Invoke-AdCompiled $f 1e30 -Backend {backend}").Single().BaseObject);
    }

    void Stops(string script)
    {
        var best = TimeSpan.MaxValue;
        // A busy machine may be late once.
        for (int i = 0; i < 3 && best > patience; i++)
        {
            using var shell = Shell(script);
            var running = shell.BeginInvoke();
            Thread.Sleep(200);
            Assert.False(running.IsCompleted);
            var clock = Stopwatch.StartNew();
            shell.Stop();
            if (clock.Elapsed < best) best = clock.Elapsed;
            Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        }
        Assert.True(best <= patience, $"the prompt was back after {best.TotalMilliseconds} ms");
    }
}
