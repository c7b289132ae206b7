namespace Autodiff.PowerShell.Tests.Tensors;

/// <summary>Cmdlets and methods of .NET compare concrete tensors by value: one element as its number, others by type and elements.</summary>
[Collection("PowerShell")]
public class EqualityTests(PowerShellSession session)
{
    const string Setup = "$a = New-AdTensor 10.0; $b = New-AdTensor 9.0; $c = New-AdTensor 9 -DType i32; $v = New-AdTensor 1.0, 2; $w = New-AdTensor 1.0, 2; $u = New-AdTensor 1.0, 3; $n = New-AdTensor ([double]::NaN); ";

    [Theory]
    [InlineData("$a, $b, $c | Sort-Object", "9 9 10")]
    [InlineData("$a, 3, $b, 20.0 | Sort-Object", "3 9 10 20")]
    [InlineData("$a, $b | Sort-Object -Descending", "10 9")]
    [InlineData("$a, $b, $c | Sort-Object -Unique", "9 10")]
    [InlineData("$u, $v, $w | Sort-Object", "[1. 2.] [1. 2.] [1. 3.]")]
    [InlineData("(@([pscustomobject] @{ n = 'a'; loss = $a }; [pscustomobject] @{ n = 'b'; loss = $b }) | Sort-Object loss).n", "b a")]
    [InlineData("$a, $b, $c, $v, $w, $u | Select-Object -Unique", "10 9 [1. 2.] [1. 3.]")]
    [InlineData("$b, $c, $a | Get-Unique", "9 10")]
    [InlineData("$a, $b, $c, 9.0 | Group-Object | Sort-Object Count | ForEach-Object { \"$($_.Name):$($_.Count)\" }", "10:1 9:3")]
    [InlineData("$l = [Ad]::Arange(2000.0); $k = [Ad]::IndexUpdate($l, 1000, 7); ($l, $k, ($l + 0) | Group-Object | Sort-Object Count | ForEach-Object Count)", "1 2")]
    [InlineData("($a, $b, $c | Group-Object -AsHashTable).Count", "2")]
    [InlineData("$m = $a, $b | Measure-Object -Sum -Average -Maximum -Minimum; $m.Sum, $m.Average, $m.Maximum, $m.Minimum", "19 9.5 10 9")]
    [InlineData("Compare-Object @($v, $a, $b) @($w, $b, $u) -IncludeEqual | ForEach-Object SideIndicator", "== == => <=")]
    [InlineData("$b.Equals($c); $b.Equals(9.0); $b.Equals(9); $v.Equals($w); [object]::Equals($v, $w); $n.Equals([double]::NaN)", "True True True True True True")]
    [InlineData("$b.Equals($a); $b.Equals($null); $b.Equals('9'); $v.Equals($u); $v.Equals([Ad]::Cast($w, 'f32')); $v.Equals((New-AdTensor (, (1.0, 2.0))))", "False False False False False False")]
    [InlineData("$b.GetHashCode() -eq $c.GetHashCode(); $b.GetHashCode() -eq (9.0).GetHashCode(); $v.GetHashCode() -eq $w.GetHashCode()", "True True True")]
    [InlineData("(New-AdTensor 0.0).GetHashCode() -eq (New-AdTensor -0.0).GetHashCode(); (New-AdTensor 0.0, 1).Equals((New-AdTensor -0.0, 1)); ([Ad]::Zeros(2)).Equals((New-AdTensor 0.0, 0))", "True True True")]
    [InlineData("(New-AdTensor 9007199254740993).Equals((New-AdTensor 9007199254740992.0)); (New-AdTensor 9007199254740993).CompareTo(9007199254740992.0)", "False 1")]
    [InlineData("($a, $b) -contains $c; $c -in ($a, 3); [array]::IndexOf(@($a, $b), $c); $s = [Collections.Generic.HashSet[object]]::new(); $s.Add($b); $s.Add($c)", "True False 1 True False")]
    [InlineData("$h = @{}; $h[$b] = 1; $h[$c]; $h[(New-AdTensor 9.0)]", "1 1")]
    [InlineData("$v -eq $w; ($b -eq $c).GetType().Name; $b -ne 9", "[ True  True] Boolean False")]
    [InlineData("([double[]] $v) -join ','; ([double[]] $v).GetType().Name; ([int[]] (New-AdTensor 1.5, 2.5)) -join ','; ([float[]] $v)[1]", "1,2 Double[] 2,2 2")]
    [InlineData("([double[]] $b)[0]; ([bool[]] (New-AdTensor 0, 2)) -join ','; ($v -as [double[]]).Count; ([decimal[]] $v)[0].GetType().Name; ([double[]] (New-AdTensor 1, 2 -DType f16)) -join ','", "9 False,True 2 Decimal 1,2")]
    [InlineData("([double[,]] (New-AdTensor ((1, 2), (3, 4))))[1, 0]; ([int[][]] (New-AdTensor ((1, 2), (3, 4))))[1] -join ','", "3 3,4")]
    [InlineData("function F([double[]] $x, [double] $y) { $x.Count + $y }; F $v $b; [double] $b; [int] $c", "11 9 9")]
    public void By_value(string script, string expected) => Assert.Equal(expected, session.Text(Setup + script));

    [Theory]
    [InlineData("[double[]] (New-AdTensor ((1, 2), (3, 4)))", "ShapeMismatch … [double[]]: the tensor has shape [2,2]; expected 1 axis. Use .Data")]
    [InlineData("[double[,]] $v", "ShapeMismatch … [double[,]]: the tensor has shape [2]; expected 2 axes. Use .Data")]
    [InlineData("[int[]] (New-AdTensor 1e10, 2)", "DoesNotFit … [int[]]: … out of range")]
    [InlineData("$v.CompareTo('x')", "InvalidOperand … CompareTo: … expected a number or a tensor")]
    public void Errors(string script, string expected) => session.Fails(expected, Setup + script);

    // Statics are compared by reference: numbers of different dtypes are equal, but traces differ.
    [Fact]
    public void A_static_tensor_is_itself() => Assert.Equal("f32 f64", session.Text(
        "$f = New-AdFunction { param($x, $s) [Ad]::Cast($x, $s.DType) } -StaticParameter s; (Invoke-AdCompiled $f 1.5 (New-AdTensor 2 -DType f32) -AsTensor).DType; (Invoke-AdCompiled $f 1.5 (New-AdTensor 2 -DType f64) -AsTensor).DType"));
}
