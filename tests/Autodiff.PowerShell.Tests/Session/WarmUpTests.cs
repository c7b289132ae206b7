namespace Autodiff.PowerShell.Tests.Session;

/// <summary>The code that runs while XLA's plugin is loading.</summary>
[Collection("PowerShell")]
public sealed class WarmUpTests(PowerShellSession session)
{
    [Fact]
    public void It_runs_beside_a_session_and_leaves_it_as_it_is()
    {
        string Visible() => session.Text("(Get-Command -Module Autodiff).Count; [Ad].FullName; $null -eq $weights");
        string before = Visible();
        Exception? failure = null;
        var thread = new Thread(() => failure = Xunit.Record.Exception(WarmUp.Run));
        thread.Start();
        Assert.Equal("1 4 9", session.Text("$f = New-AdFunction { param($x) $x * $x }; 1.0, 2.0, 3.0 | Invoke-AdCompiled $f"));
        thread.Join();
        Assert.Null(failure);
        Assert.Equal(before, Visible());
    }
}
