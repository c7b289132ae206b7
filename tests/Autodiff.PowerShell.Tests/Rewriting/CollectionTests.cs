namespace Autodiff.PowerShell.Tests.Rewriting;

/// <summary>Parameters typed as arrays and lists, and collections that a block makes: they are PowerShell's own, of traced numbers.</summary>
[Collection("PowerShell")]
public class CollectionTests(PowerShellSession session)
{
    const string Points = "[double[]](3, 1.2, 2, 5), [double[]](1, 7, 3.5, -2), [double[]](-1, -2, 6, 2.5)";

    [Theory]
    [InlineData("double[]")]
    [InlineData("object[]")]
    [InlineData("array")]
    [InlineData("System.Collections.Generic.List[double]")]
    [InlineData("System.Collections.ArrayList")]
    public void A_parameter_is_its_collection(string type)
    {
        foreach (string body in (string[])["$s = 0; $x | ForEach-Object { $s += $_ * $_ }; $s", "$x.Count * $x[0] + $x[-1] * $x[1..2][1]", "$x[0] = $x[1] * 2; $x[0] * $x[2]", "$x[1] -= $x[0]; $x[1] * 2", "$x[0], $x[1] = $x[1], $x[0]; $x[0] * 2 + $x[1]",
            "$y = $x + 7; $y.Count * $y[4] * $y[0]", "($x * 2).Count * $x[0]", "$k = @($x -gt 2.2); $k.Count * $k[0]", "$s = $x | Sort-Object; $s[0] * 2 + $s[1]", "function F($a, $b, $c, $d) { $a + 2 * $b * $c - $d }; F @x", "[Ad]::Sum([Ad]::Square($x))",
            "function F([double[]]$v) { $v[0] * $v.Length } F $x", "$s = 0; for ($i = 0; $i -lt $x.Count; $i++) { if ($x[$i] -gt 2.2) { $s += $x[$i] * $i } else { $s -= $x[$i] } }; $s"])
            Agreement.Holds(session, "", $"param([{type}]$x) {body}", Points);
    }

    [Theory]
    [InlineData("$x += 7; $x.Count * $x[-1] * $x[0]")]
    [InlineData("$x.Length * $x.GetLength(0) + $x.GetUpperBound(0) * $x.Rank * $x[0]")]
    [InlineData("$y = $x.Clone(); $y[0] = 0; $x[0] * $y[1] + $y[0]")]
    [InlineData("[array]::Sort($x); $x[0] * 2 + $x[1]")]
    [InlineData("[array]::Reverse($x); $x[0] * 2 + $x[1]")]
    [InlineData("$k = $x.Clone(); [array]::Sort($k, $x); $x[0] * $k[3] + $x[3]")]
    [InlineData("[array]::IndexOf($x, $x[2]) * $x[0]")]
    [InlineData("[Linq.Enumerable]::Sum($x) * [Linq.Enumerable]::Max($x) - [Linq.Enumerable]::Average($x)")]
    [InlineData("[Linq.Enumerable]::Sum([double[]]($x | ForEach-Object { $_ * $_ }))")]
    [InlineData("$m = ($x | Measure-Object -Average).Average; ($x | ForEach-Object { ($_ - $m) * ($_ - $m) } | Measure-Object -Sum).Sum / ($x.Length - 1)")]
    [InlineData("$s = $x | Sort-Object; $r = 0.4 * ($s.Count - 1); $lo = [Math]::Floor($r); $s[$lo] + ($r - $lo) * ($s[$lo + 1] - $s[$lo])")]
    public void An_array_parameter(string body) => Agreement.Holds(session, "", "param([double[]]$x) " + body, Points);

    [Theory]
    [InlineData("$v = [double[]]::new(3); $v[0] = $x; $v[1] += $x * $x; $v[0] * $v[1] + $v[2]")]
    [InlineData("$v = New-Object double[] 3; $v[1] = $x; $v[1] * $x + $v.Count")]
    [InlineData("$v = New-Object 'double[,]' 2, 2; $v[0, 1] = $x; $v[0, 1] * $x + $v[1, 1] + $v.GetLength(0)")]
    [InlineData("$v = [double[,]]::new(2, 2); for ($i = 0; $i -lt 2; $i++) { for ($j = 0; $j -lt 2; $j++) { $v[$i, $j] = $x * ($i + 2 * $j) } }; $v[1, 1] * $v[0, 1]")]
    [InlineData("$v = [double[]]@(0) * 3; $v[1] = $x; $v[1] * $x")]
    [InlineData("$v = [double[]](1, 2, 3); $v[1] = $x; $v[1] * $x + $v[2]")]
    [InlineData("[double[]]$v = @(0, 0); $v[1] = $x; $v[1] * $x")]
    [InlineData("$l = [System.Collections.Generic.List[double]]::new(); $l.Add($x); $l.Add(2); $l.Insert(0, $x * $x); $l[0] * $l[1] + $l[2] * $l.Count")]
    [InlineData("$l = New-Object System.Collections.Generic.List[double]; $l.Add($x); $l.AddRange([double[]](2, 3)); $l[0] * $l[2] + $l.ToArray()[1]")]
    [InlineData("$l = New-Object 'System.Collections.Generic.List[double]'; foreach ($i in 1..4) { $l.Add($x * $i) }; $l.RemoveAt(0); $l.Sort(); $l[0] * $l[2]")]
    [InlineData("$l = [System.Collections.Generic.List[double]]@(1, 2); $l.Add($x); $l[2] * $l[1]")]
    [InlineData("$l = [System.Collections.ArrayList]@(); [void]$l.Add($x); $null = $l.Add(2.0); $l.Sort(); $l[0] * $l[1] * $l[1]")]
    [InlineData("$d = [System.Collections.Generic.Dictionary[string, double]]::new(); $d['a'] = $x; $d.Add('b', $x * 2); $d['a'] * $d.b + $d.Count")]
    [InlineData("$d = New-Object 'System.Collections.Generic.Dictionary[int, double]'; $d[1] = $x; $d[1] += 1; $s = 0; foreach ($v in $d.Values) { $s += $v * $v }; $s")]
    [InlineData("$q = [System.Collections.Generic.Queue[double]]::new(); $q.Enqueue($x); $q.Enqueue(3); $q.Dequeue() * $q.Count + $q.Peek()")]
    [InlineData("$q = [System.Collections.Generic.Stack[double]]::new(); $q.Push($x); $q.Push($x * 2); $q.Pop() * $q.Pop()")]
    [InlineData("$j = [double[][]]::new(2); $j[0] = [double[]]::new(2); $j[1] = @(1, $x); $j[0][1] = $x; $j[0][1] * $j[1][1] + $j[0][0]")]
    [InlineData("function Fill([double[]]$v, $y) { $v[0] = $y * $y }; $v = [double[]]::new(2); Fill $v $x; $v[0] * $x")]
    [InlineData("$n = [int]$x; $v = [double[]]::new($n); $v[0] = $x; $v[0] * $v.Length")]
    [InlineData("$r = New-Object 'double[,]' 4, 4; $h = $x; $r[0, 0] = $h * ($x * $x) / 2; for ($i = 1; $i -lt 4; $i++) { $h /= 2; $r[$i, 0] = $r[($i - 1), 0] / 2 + $h * $h; for ($j = 1; $j -le $i; $j++) { $r[$i, $j] = $r[$i, ($j - 1)] + ($r[$i, ($j - 1)] - $r[($i - 1), ($j - 1)]) / ([Math]::Pow(4, $j) - 1) } }; $r[3, 3]")]
    public void What_the_block_makes(string body) => Agreement.Holds(session, "", "param($x) " + body, "1.3, 2.2, 3.4");

    [Theory]
    [InlineData("$v = [int[]]::new(2); $v[0] = $x; $v[0]", "3")]
    [InlineData("$v = [int[]]::new(2); $v[1] = 2.5; $v[1] + $v[0]", "2")]
    [InlineData("$v = [System.Collections.Generic.List[int]]::new(); $v.Add($x * 2); $v[0]", "5")]
    [InlineData("[int[]]$v = $x, 1.5; $v[0] * 10 + $v[1]", "32")]
    [InlineData("$v = New-Object int[] 2; $v[0] = $x; $v[0]", "3")]
    public void Stores_convert_as_PowerShell_does(string body, string expected) => Assert.Equal($"{expected} {expected}", session.Text($"(New-AdFunction {{ param($x) {body} }}).Invoke(2.7); $x = 2.7; & {{ {body} }}"));

    [Theory]
    [InlineData("[double[]]$x", "([double[]](1, 2, 3))", "f64[3]")]
    [InlineData("[float[]]$x", "([double[]](1, 2, 3))", "f32[3]")]
    [InlineData("[object[]]$x", "([double[]](1, 2, 3))", "f64[3]")]
    [InlineData("[double[][]]$x", "@(@(1.0, 2.0), @(3.0, 4.0))", "f64[2,2]")]
    public void The_untouched_parameter_is_one_tensor(string parameter, string argument, string type) =>
        Assert.Equal($"{type} 2", session.Text($"$f = New-AdFunction {{ param({parameter}) $x }}; $t = Invoke-AdCompiled $f {argument} -AsTensor; $t.Type; $f.Signatures[0].Paths + 1"));

    [Fact]
    public void Matrices()
    {
        Agreement.Holds(session, "function Get-Product([double[,]]$a, [double[,]]$b) { $c = [double[,]]::new(2, 2); for ($i = 0; $i -lt $a.GetLength(0); $i++) { for ($j = 0; $j -lt 2; $j++) { for ($k = 0; $k -lt 2; $k++) { $c[$i, $j] += $a[$i, $k] * $b[$k, $j] } } }; , $c }",
            "param($x) $a = [double[,]]::new(2, 2); $a[0, 0] = $x[0]; $a[1, 0] = $x[1]; $a[1, 1] = 2; $c = Get-Product $a $a; $c[0, 0] * $c[1, 0] + $c[1, 1]", "[double[]](3, 1.2), [double[]](1, 7)");
        Assert.Equal("8", session.Text("$f = New-AdFunction { param([double[,]]$m) $m[0, 1] * $m[1, 1] * $m.GetLength(0) / $m.Rank }; $m = [double[,]]::new(2, 2); $m[0, 1] = 2; $m[1, 1] = 4; $f.Invoke($m)"));
        Assert.Equal("0 4 0 2", session.Text("$g = Get-AdGradient (New-AdFunction { param([double[,]]$m) $m[0, 1] * $m[1, 1] }); $m = [double[,]]::new(2, 2); $m[0, 1] = 2; $m[1, 1] = 4; $g.Invoke($m).Data"));
    }

    [Theory]
    [InlineData("$x * $x")]
    public void What_PowerShell_refuses_names_the_cure(string body) =>
        session.Fails("ArrayOnTheLeft … line 2: Multiply: … [Ad]::Multiply($a, $b)", $"Invoke-AdCompiled (New-AdFunction {{ param([double[]]$x)\n {body}\n }}) ([double[]](1, 2))");

    [Fact]
    public void A_tensor_cannot_be_sorted_in_place() =>
        session.Fails("Immutable … line 2: [array]::Sort: … f64[2] … $a = @($x) … [double[]]$x", "Invoke-AdCompiled (New-AdFunction { param($x)\n [array]::Sort($x); $x[0] }) ([double[]](2, 1))");
}
