namespace Autodiff.PowerShell.Tests.Tensors;

/// <summary>What is not there any more, or does not fit, is an error where it is used; nothing is lost without a word.</summary>
[Collection("PowerShell")]
public class LostTests(PowerShellSession session)
{
    const string Donated = "$q = New-AdTensor 1.0, 2; $null = Invoke-AdCompiled { param($w) $w * 2 } $q -Donate w; ";

    [Theory]
    [InlineData("$q.Data")]
    [InlineData("$p = [psobject] $q; $p.data")]
    [InlineData("$q | ForEach-Object { $_.Data }")]
    [InlineData("$q.ToArray()")]
    [InlineData("$q + 1")]
    [InlineData("[double[]] $q")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($q)).Data")]
    [InlineData("[Ad]::Sum([Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($q)))")]
    public void A_donated_tensor(string use) => session.Fails("Deleted … donated as 'w' in a call of", Donated + use);

    [Fact]
    public void A_donated_tensor_is_only_itself() => Assert.Equal("True False True", session.Text(Donated + "$q.Equals($q); $q.Equals((New-AdTensor 1.0, 2)); $q.GetHashCode() -eq $q.GetHashCode()"));

    [Fact]
    public void A_traced_value_has_no_data() => session.Fails("TracedCast … Data: a traced value (f64[2]) has no numbers", "Invoke-AdCompiled { param($x) $x.Data } @(1.0, 2.0)");

    // A result is a tensor of its own, whatever it is made of.
    [Theory]
    [InlineData("$r = Invoke-AdCompiled { param($w) $w } $q; $null = Invoke-AdCompiled { param($w) $w * 2 } $q -Donate w; $r.Data")]
    [InlineData("$r = Invoke-AdCompiled { param($w) $w } $q; $null = Invoke-AdCompiled { param($w) $w * 2 } $r -Donate w; $q.Data")]
    [InlineData("$r = Invoke-AdCompiled { param($w) [Ad]::StopGradient($w) } $q; $q.Delete(); $r.Data")]
    [InlineData("$r = Invoke-AdCompiled { param($w) $y = $w + 0.0; $y; $y } $q; $r[0].Delete(); $r[1].Data")]
    [InlineData("$f = New-AdFunction { param($x) $q }; $r = Invoke-AdCompiled $f 1.0; $r.Delete(); (Invoke-AdCompiled $f 1.0).Data")]
    [InlineData("$r = Invoke-AdCompiled { param($x, $w) $x; $w } $q $q; $r[1].Delete(); $r[0].Data")]
    public void Results_are_their_own(string script)
    {
        foreach (string backend in (string[])["Managed", "Auto"])
            Assert.Equal("1 2", session.Text($"$env:AUTODIFF_BACKEND = '{backend}'; try {{ $q = New-AdTensor 1.0, 2; {script} }} finally {{ $env:AUTODIFF_BACKEND = $null }}"));
    }

    [Theory]
    [InlineData("1.0 | Invoke-AdCompiled { param($x) $x * 2; $x * 3 } -PropertyName a, A", "AmbiguousArgument … -PropertyName names the property a more than once: a, A")]
    [InlineData("1.0 | Invoke-AdFunction { param($x) $x * 2; $x * 3 } -PropertyName a, b, a", "AmbiguousArgument … -PropertyName names the property a more than once")]
    [InlineData("ConvertFrom-AdTensor (New-AdTensor ((1, 2), (3, 4))) -Property x, X", "AmbiguousArgument … -Property names the property x more than once")]
    [InlineData("Invoke-AdCompiled { param($x) $x * 2 } \"3`0\"", "NotANumber … x: the string")]
    [InlineData("[Ad]::Zeros(\"3`0\")", "InvalidShape")]
    public void Names_and_text(string script, string expected) => session.Fails(expected, script);

    [Theory]
    [InlineData("[Ad]::Slice((New-AdTensor 5, 6, 7), 0, 3, 2147483647)", "[5]")]
    [InlineData("[Ad]::Slice((New-AdTensor 5, 6, 7), 1, 3, 2147483647)", "[6]")]
    [InlineData("Invoke-AdCompiled ({ param($x) [Ad]::Sum([Ad]::Slice($x, 0, 3, 2147483647)) } | Get-AdGradient) (New-AdTensor 1.0, 2, 3)", "[1. 0. 0.]")]
    [InlineData("[Ad]::Ravel([Ad]::Conv2D($x, $k, 2147483647, 'Same'))", "[4.]")]
    [InlineData("[Ad]::Ravel([Ad]::Conv2D($x, $k, 2147483647))", "[4.]")]
    [InlineData("[Ad]::Ravel((Invoke-AdCompiled ({ param($x) [Ad]::Sum([Ad]::Conv2D($x, $k, 2147483647)) } | Get-AdGradient) $x))", "[1. 1. 0. 1. 1. 0. 0. 0. 0.]")]
    [InlineData("[Ad]::Ravel((Invoke-AdCompiled ({ param($x) [Ad]::Sum([Ad]::MaxPool2D($x, 2, 2147483647)) } | Get-AdGradient) $x))", "[1. 0. 0. 0. 0. 0. 0. 0. 0.]")]
    [InlineData("[Ad]::Ravel((Invoke-AdCompiled ({ param($x) [Ad]::Sum([Ad]::AvgPool2D($x, 2, 2147483647)) } | Get-AdGradient) $x))", "[0.25 0.25 0.   0.25 0.25 0.   0.   0.   0.  ]")]
    [InlineData("[Ad]::AvgPool2D($x, 2147483647).Shape -join ','; [Ad]::Sum((Invoke-AdCompiled ({ param($x) [Ad]::Sum([Ad]::AvgPool2D($x, 2147483647)) } | Get-AdGradient) $x))", "1,1,0,0 0")]
    public void Sizes_beyond_32_bits(string script, string expected) =>
        Assert.Equal(expected, session.Text("$x = New-AdTensor -Fill 1.0 -Shape 1, 1, 3, 3; $k = New-AdTensor -Fill 1.0 -Shape 1, 1, 2, 2; " + script));
}
