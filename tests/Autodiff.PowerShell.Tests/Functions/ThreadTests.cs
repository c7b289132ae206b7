namespace Autodiff.PowerShell.Tests.Functions;

/// <summary>A script block runs only on the thread of its runspace. A traced graph runs on any thread.</summary>
[Collection("PowerShell")]
public class ThreadTests(PowerShellSession session)
{
    [Fact]
    public void What_has_been_traced_runs_on_any_thread()
    {
        var f = (Function)session.One("$k = 2.0; $f = New-AdFunction { param($x) if ($x -gt 0) { $x * $k } else { -$x } }; $null = $f.Invoke(3.0); $f")!;
        Assert.Equal(8.0, Elsewhere(() => f.Invoke(4.0)));
        var refused = Assert.Throws<AdException>(() => Elsewhere(() => f.Invoke(-4.0)));
        Assert.Equal("ForeignThread", refused.Id);
        Assert.Throws<AdException>(() => Elsewhere(() => f.Invoke(new[] { 1.0 })));
    }

    [Fact]
    public void In_another_runspace_it_runs_what_has_been_traced()
    {
        object f = session.One("$f = New-AdFunction { param($x) $x * 2 }; $null = $f.Invoke(3.0); $f")!;
        using var other = new PowerShellSession();
        Assert.Equal(8.0, other.One("param($f) Invoke-AdCompiled $f 4.0", f));
        var error = other.Error("param($f) Invoke-AdCompiled $f @(1.0, 2.0)", f);
        Assert.StartsWith("ForeignThread,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("a script block runs only in the runspace that made it", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal("4", session.Text("[Ad]::Add(2, 2)"));
    }

    static object? Elsewhere(Func<object?> work)
    {
        object? result = null;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                result = work();
            }
            catch (AdException e)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? result : throw failure;
    }
}
