namespace Autodiff.PowerShell.Tests.Functions;

/// <summary>A condition on an item of a batch has no value: an error in each spelling, whatever the script does about errors.</summary>
[Collection("PowerShell")]
public class NoValueTests(PowerShellSession session)
{
    public static TheoryData<string> Spellings => new()
    {
        "if ($x) { 1.0 } else { 2.0 }",
        "if (-not $x) { 1.0 } else { 2.0 }",
        "if (!$x) { 1.0 } else { 2.0 }",
        "if ($x -eq 0) { 1.0 } else { 2.0 }",
        "if ($x -gt 0) { 1.0 } else { 2.0 }",
        "if ($true -and $x) { 1.0 } else { 2.0 }",
        "if ($false -or $x -gt 1) { 1.0 } else { 2.0 }",
        "if ($true -xor $x) { 1.0 } else { 2.0 }",
        "$x -gt 0 ? 1.0 : 2.0",
        "while ($x -gt 100) { $x = $x * 2 }; $x",
        "do { $x = $x * 2 } until ($x -gt 0); $x",
        "for (; $x -lt 0; ) { $x = $x * 2 }; $x",
        "[bool] $x ? 1.0 : 2.0",
        "@($x | Where-Object { $_ -gt 0 }).Count * 1.0",
    };

    [Theory, MemberData(nameof(Spellings))]
    public void It_is_an_error_in_each(string block)
    {
        foreach (string preference in (string[])["Continue", "SilentlyContinue", "Stop"])
            foreach (string body in (string[])[block, $"try {{ {block} }} catch {{ 3.0 }}"])
                Assert.Matches(@"^line 3: .*Get-AdVmap.*\[Ad\]::Where", session.Text($$"""
                    $ErrorActionPreference = '{{preference}}'
                    $f = New-AdFunction { param($x)
                        {{body}} } | Get-AdVmap
                    try { Invoke-AdCompiled $f @(1.0, 2.0) } catch { "$_" }
                    """));
    }
}
