namespace Autodiff.PowerShell.Tests.Functions;

/// <summary>A script block runs only on the thread of its runspace. A traced graph runs on any thread.</summary>
[Collection("PowerShell")]
public class ThreadTests(PowerShellSession session)
{
    [Fact]
    public void What_has_been_traced_runs_on_any_thread()
    {
        var f = (Function)session.One("$global:adK = 2.0; $f = New-AdFunction { param($x) if ($x -gt 0) { $x * $adK } else { -$x } }; $null = $f.Invoke(3.0); $f")!;
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
        Assert.Contains("runspace", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal("4", session.Text("[Ad]::Add(2, 2)"));
    }

    [Theory]
    [InlineData("$global:adK = 2.0; $f = New-AdFunction { param($x) $x * $adK }", "$global:adK = 3.0", "$global:adK = 2.0")]
    [InlineData("$global:adK = 2.0; $f = New-AdFunction { param($x) $x * $global:adK }", "$global:adK = 3.0", "$global:adK = 2.0")]
    [InlineData("$global:adK = @{ a = @{ b = 2.0 } }; $f = New-AdFunction { param($x) $x * $adK.a.b }", "$adK.a.b = 3.0", "$adK.a.b = 2.0")]
    [InlineData("$env:AD_TEST_K = '2'; $f = New-AdFunction { param($x) $x * [double] $env:AD_TEST_K }", "$env:AD_TEST_K = '3'", "$env:AD_TEST_K = '2'")]
    [InlineData("$global:adK = 2.0; function global:Get-AdIt($y) { $y * $adK }; $f = New-AdFunction { param($x) Get-AdIt $x }", "$global:adK = 3.0", "$global:adK = 2.0")]
    [InlineData("$global:adK = { param($y) $y * 2.0 }; $global:adL = $adK; $f = New-AdFunction { param($x) & $adK $x }", "$global:adK = { param($y) $y * 3.0 }", "$global:adK = $adL")]
    [InlineData("New-Module { $script:k = 2.0; function Get-AdIt($y) { $y * $script:k }; function Set-AdIt($v) { $script:k = $v } } | Import-Module -Global; $f = New-AdFunction { param($x) Get-AdIt $x }", "Set-AdIt 3.0", "Set-AdIt 2.0")]
    [InlineData("class AdThreadA { [double] $k = 2 }; $global:adK = [AdThreadA]::new(); $f = New-AdFunction { param($x) $x * $adK.k }", "$adK.k = 3", "$adK.k = 2")]
    [InlineData("$t = [Data.DataTable]::new(); $null = $t.Columns.Add('k', [double]); $global:adK = $t.Rows.Add(2.0); $f = New-AdFunction { param($x) $x * $adK['k'] }", "$adK.k = 3", "$adK.k = 2")]
    [InlineData("Remove-Variable adK -Scope Global -ErrorAction Ignore; $global:adK = 2.0; $f = New-AdFunction { param($x) $x * $adK }", "Remove-Variable adK -Scope Global; $global:adK = 3.0", "$global:adK = 2.0")]
    public void On_another_thread_the_values_at_the_time_of_the_call_count(string make, string change, string back)
    {
        var f = (Function)session.One($"{make}; $global:adF = $f; $null = $f.Invoke(3.0); $f")!;
        Assert.Equal(8.0, Elsewhere(() => f.Invoke(4.0)));
        session.Text(change);
        Assert.Equal("ForeignThread", Assert.Throws<AdException>(() => Elsewhere(() => f.Invoke(4.0))).Id);
        Assert.Equal("12", session.Text("$adF.Invoke(4.0)"));
        Assert.Equal(15.0, Elsewhere(() => f.Invoke(5.0)));
        session.Text(back);
        Assert.Equal("8", session.Text("$adF.Invoke(4.0)"));
        Assert.Equal(10.0, Elsewhere(() => f.Invoke(5.0)));
    }

    [Fact]
    public void Threads_of_a_parallel_pipeline_see_the_variables_of_the_session_that_made_the_block()
    {
        const string f = "$k = 2.0; $f = New-AdFunction { param($x) $x * $k }; $null = $f.Invoke(1.0); ";
        const string each = "1..40 | ForEach-Object -ThrottleLimit 8 -Parallel { $k = 99; $f = $using:f; 1..20 | ForEach-Object { $f.Invoke(1.0) } }";
        Assert.Equal("800 2", session.Text($"{f}$r = {each}; $r.Count; $r | Select-Object -Unique"));
        Assert.Equal("3", session.Text($"{f}function Test-It {{ $k = 3.0; $null = $f.Invoke(1.0); {each} }}; Test-It | Select-Object -Unique"));
        Assert.StartsWith("ForeignThread", session.Text($"{f}$k = 3.0; 1 | ForEach-Object -Parallel {{ try {{ ($using:f).Invoke(1.0) }} catch {{ $_.Exception.Id }} }}"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_thread_that_calls_while_the_stream_of_another_runs_does_not_disturb_it()
    {
        const string f = "$k = 1; $f = New-AdFunction { param($x) $x * $k }; $k = 10; $null = $f.Invoke(1.0); $k = 1; ";
        Assert.Equal("10 1 10 2", session.Text($"{f}1.0, 2.0 | Invoke-AdCompiled $f | ForEach-Object {{ $k = 10; 1.0 | ForEach-Object -Parallel {{ ($using:f).Invoke($_) }}; $_ }}"));
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
