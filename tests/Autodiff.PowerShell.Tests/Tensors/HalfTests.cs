namespace Autodiff.PowerShell.Tests.Tensors;

/// <summary>PowerShell's [Half] numbers are f16, outside of functions and in them, and come back as [Half].</summary>
[Collection("PowerShell")]
public class HalfTests(PowerShellSession session)
{
    [Theory]
    [InlineData("$h.DType", "f16")]
    [InlineData("$h", "[1.  2.5]")]
    [InlineData("$h.Data.GetType().Name", "Half[]")]
    [InlineData("($h | ConvertFrom-AdTensor).GetType().Name", "Half[]")]
    [InlineData("(New-AdTensor ([Half] 1.5) | ConvertFrom-AdTensor).GetType().Name", "Half")]
    [InlineData("($h | ConvertFrom-AdTensor -Property a)[1].a.GetType().Name", "Half")]
    [InlineData("(1, 2 | ConvertTo-AdTensor -DType bf16 | ConvertFrom-AdTensor).GetType().Name", "BFloat16[]")]
    [InlineData("[Half[]] $h.Data", "1 2.5")]
    [InlineData("([Half] (New-AdTensor 2.5)).GetType().Name; [Half] (New-AdTensor 2.5)", "Half 2.5")]
    [InlineData("[double] $h[1]; [float] $h[1]; [int] $h[1]", "2.5 2.5 2")]
    [InlineData("($h * 2).Type; ($h * [Half] 2).Type; (2.5 * $h).Type", "f16[2] f16[2] f16[2]")]
    [InlineData("$h * [Half] 2; $h - [Half] 1; [Half] 2 * $h[1]", "[2. 5.] [0.  1.5] 5")]
    [InlineData("($h + (New-AdTensor 1, 2 -DType bf16)).Type", "f32[2]")]
    [InlineData("[Ad]::MatMul($h, $h); [Ad]::MatMul($h, $h).Type", "7.25 f16[]")]
    [InlineData("{ param($x) $x * $x } | Get-AdGradient | Invoke-AdCompiled -ArgumentList ([Half] 1.5) | % GetType | % Name", "Half")]
    [InlineData("{ param($x) [Ad]::Sum($x * $x) } | Get-AdGradient | Invoke-AdCompiled -ArgumentList $h -AsTensor", "[2. 5.]")]
    [InlineData("$g = { param($x) [Ad]::Sum($x * $x) } | Get-AdGradient; (Invoke-AdCompiled $g $h -AsTensor).Type", "f16[2]")]
    [InlineData("[Half] 1.5, [Half] 2.5 | Invoke-AdCompiled { param($x) $x * 2 }", "3 5")]
    [InlineData("(@{ w = [Half] 1.5 } | Invoke-AdCompiled { param($p) $p.w * 2 }).GetType().Name", "Half")]
    [InlineData("Invoke-AdCompiled { param([Half] $x) $x + 1 } 0.1 -AsTensor | % { \"$($_.Type) $_\" }", "f16[] 1.1")]
    public void Goes_in_and_out(string script, string expected) => Assert.Equal(expected, session.Text("$h = New-AdTensor ([Half[]](1, 2.5)); " + script));
}
