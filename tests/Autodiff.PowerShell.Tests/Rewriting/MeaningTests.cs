namespace Autodiff.PowerShell.Tests.Rewriting;

/// <summary>Inside a trace everything means what it means in PowerShell: each block gives the same with plain and with traced arguments, or fails in both cases.</summary>
[Collection("PowerShell")]
public class MeaningTests(PowerShellSession session)
{
    // The first argument is given again, on the path then known. A result of booleans and numbers is a tensor of numbers.
    const string Check = """
        param([scriptblock] $block, [object[]] $points)
        function Show($value) {
            if ($value -is [Autodiff.Tensor]) { Show $value.Data }
            elseif ($value -is [array]) { $value.ForEach({ Show $_ }) -join ' ' }
            elseif ($value -is [ValueType]) { ([double] $value).ToString('G10') }
            else { "$value" }
        }
        $f = New-AdFunction $block
        foreach ($x in $points + , $points[0]) {
            try { $plain = Show (& $block ($x -is [array] ? $x.Clone() : $x)) } catch { $plain = 'an error' }
            try { $traced = Show ($f.Invoke($x)) } catch { $traced = 'an error'; $why = $_ }
            if ($plain -ne $traced) { "$block at $($x): expected $plain, but is $traced. $why" }
        }
        """;

    void Same(string block, string points)
    {
        string difference = string.Join("\n", session.Run($"& {{ {Check} }} {{ {block} }} @({points})"));
        Assert.True(difference.Length == 0, difference);
    }

    [Theory]
    [InlineData("param([float]$x) $x * 2; $x + $x; $x / 3; -$x; $x * 1.5; 3 * $x; $x - [float]0.3; [float]3.3 * $x; $x % 1; $x -gt 1.1; $x -eq 1.1; 1.1 -eq $x", "1.1, 2.5")]
    [InlineData("param($x) [float]$x * 3; [float]$y = $x * 2; $y * $y; $y++; $y; $y += $x; $y; [float]3.3 * $x; $z = [float]0; $z += $x; $z * 1", "1.1, 2.5")]
    [InlineData("param($x) $x * $x; [Math]::Sqrt($x); [Math]::Max($x, 2); [Math]::Exp($x); [MathF]::Sqrt($x) * 3", "[float]1.1, [float]2.3")]
    [InlineData("param([float[]]$x) $x[0] * $x[1]; $x[0] * 3; $s = 0; foreach ($v in $x) { $s += $v }; $s", "[double[]](1.1, 2.3), [double[]](3.3, 0.7)")]
    [InlineData("param([int[]]$x) $x[0] * $x[1]; $x[0] * 3", "[int[]](2000000, 3000000), [int[]](3, 2)")]
    [InlineData("param([int[]]$x) $x[1] + 1", "[double[]](3, 2.5), [double[]](3, 5e9)")]
    public void Floats_go_on_as_double(string block, string points) => Same(block, points);

    [Theory]
    [InlineData("byte", "2, 250, 2.5, 254.5, 256, -1, 255.4")]
    [InlineData("sbyte", "2, -128, -129, 127, 128, -2.5")]
    [InlineData("int16", "2.5, 300, 32768, -32769, -32768")]
    [InlineData("uint16", "2.5, 300, 65535, 65536, -1")]
    [InlineData("uint32", "2.5, 5, 4294967295, 4294967296, -1")]
    [InlineData("uint64", "2.5, 5, 4294967296, -1")]
    [InlineData("int", "2.5, 5e9, -5e9, 2147483647")]
    [InlineData("long", "2.5, 5e9, 1e19, -1e19")]
    [InlineData("decimal", "2.5, 5")]
    public void Types_of_numbers(string type, string points)
    {
        foreach (string body in (string[])["$y", "$y + 10", "$y * 3", "$y - 7", "7 - $y", "-$y", "$y / 4", "$y % 3", "$y * 1.5", "$y -gt 3"])
        {
            Same($"param($x) $y = [{type}]$x; {body}", points);
            Same($"param([{type}]$y) {body}", points);
        }
        Same($"param($x) [{type}]$y = 1; $y = $x; $y += 1; $y", points);
        Same($"param($x) $z = [{type}]3; $z * $x; $z + $x; $z - $x; $z / $x", points);
    }

    [Theory]
    [InlineData("param($x) $x * 20000000; -$x; $x * $x; $x", "[byte]200, [byte]3")]
    [InlineData("param($x) $x * 20000000; $x * $x; -$x", "[int16]200, [int16]-300")]
    [InlineData("param($x) $x * $x; $x - 10; $x + 1; -$x; $x * -1; $x", "[uint32]300000, [uint32]3, [uint32]4294967295")]
    [InlineData("param($x) -$x; -($x + 0); - $x - 1", "5, -2147483648, 2147483647")]
    [InlineData("param($x) -$x", "5L, [long]::MinValue")]
    [InlineData("param($x) $x / 2; 7 / $x", "4, 5, 7, -3, 0")]
    [InlineData("param($x) 7 % $x; 7L % $x", "4, -5, 0")]
    [InlineData("param($x) try { 7 / $x } catch [DivideByZeroException] { -1 }", "4, 0, 7")]
    [InlineData("param($x) try { [byte]$x } catch { -1 }", "4.0, 300.0, 7.5")]
    public void Numbers_given(string block, string points) => Same(block, points);

    [Theory]
    [InlineData("param([float]$x) $x * $x * 3", "f64[]*")]
    [InlineData("param([float]$x) $x", "f32[]*")]
    public void Gradients_of_floats(string block, string type) =>
        Assert.Equal($"{type} f32[]", session.Text($"$f = New-AdFunction {{ {block} }}; (Invoke-AdCompiled $f ([float]1.5) -AsTensor).Type; (Invoke-AdCompiled (Get-AdGradient $f) ([float]1.5) -AsTensor).Type"));

    [Theory]
    [InlineData("param([double[]]$x) $x[0]", ", @(, [double[]](1, 2))")]
    [InlineData("param([int[]]$x) $x.Count", ", @([double[]](1, 2), [double[]](3, 4))")]
    [InlineData("param([double[,]]$x) $x[0, 1]", "[double[]](1, 2), [double[]](3, 4)")]
    [InlineData("param($m) function F([double[]]$x) { $x[0] } F $m", ", @([double[]](1, 2), [double[]](3, 4))")]
    public void Nested_arrays_are_refused(string block, string points) => Same(block, points);

    [Fact]
    public void The_refusal_of_a_nested_array_names_the_types() =>
        session.Fails("ShapeMismatch … line 2: [double[]]: … [1,3] … [double[][]] … [double[,]]", "$f = New-AdFunction { param($m) function F([double[]]$x) { $x[0] }\n F $m }; $f.Invoke(@(, [double[]](1, 2, 3)))");

    [Theory]
    [InlineData("$x[1.5]; $x[2.5]; $x[0.5]; $x[3 / 2]; $x[$x.Count / 2]; $x[[decimal]1.5]; $x[[Math]::Floor(2.7)]; $x[1L]")]
    [InlineData("$x[$x[0]]; $x[$x[0] / 2]; $x[[int]$x[0]]")]
    [InlineData("$x[-1]; $x[-4]; $x[0, -1]; $x[1..2]; $x[-1..1]; $x[2..9]; $x[1.5, 0.5]; @($x[7, 0]).Count")]
    [InlineData("$null -eq $x[4]; $null -eq $x[-5]; $null -eq $x[$x[0] + 9]; $null -ne $x[3]; $n = 0; while ($null -ne $x[$n]) { $n++ }; $n")]
    public void Indices(string body)
    {
        const string points = "[double[]](2.5, 7, 3, 4), [double[]](0.5, 6, 5, 4), [double[]](1.5, 6, 5, 4)";
        Same("param($x) " + body, points);
        Same("param([double[]]$x) " + body, points);
    }

    [Theory]
    [InlineData("param($x) $x[0] * $x[-1]; $null -eq $x[1]", "1.5, 2")]
    [InlineData("param($x) if ($x[[int]$x[0]] -gt 2) { $x[1] } else { $x[[int]$x[0]] * 2 }", "[double[]](1, 4), [double[]](0, 4), [double[]](1, 1)")]
    public void Indices_of_numbers_and_traced_ones(string block, string points) => Same(block, points);

    [Fact]
    public void A_rounded_index_has_the_gradient_of_its_element() =>
        Agreement.Holds(session, "", "param($x) $x[$x[0]] * $x[0] + $x[-1] * $x[1.5]", "[double[]](1.2, 7, 3), [double[]](2.2, 7, 3)");

    [Theory]
    [InlineData("if ($x) { 1 } elseif (-not $x) { 2 }")]
    [InlineData("-not $x; !$x; [bool]$x")]
    [InlineData("$x ? 1 : 2")]
    [InlineData("$x -and 1; $x -or 0; $x -xor 1")]
    [InlineData("while ($x) { return 1 }; 2")]
    [InlineData("$y = $x; if ($y) { 3 } else { 4 }")]
    public void Truth_of_arrays(string body)
    {
        const string points = "[double[]](1, 2), [double[]](0, 0), [double[]](, 0.0), [double[]](, 2.5), [double[]]@()";
        Same("param($x) " + body, points);
        Same("param([double[]]$x) " + body, points);
        Same("param($x) " + body, ", @(, [double[]](, 0.0))");
        Same("param($x) " + body, "0.0, 1.5");
    }

    [Theory]
    [InlineData("$x -is [double]; $x -is [int]; $x -isnot [int]; $x -is [float]; $x -is [long]; $x -is [bool]; $x -is [ValueType]; $x -is [IComparable]; $x -is [object]; $x -is [string]; $x -is [array]; $t = [double]; $x -is $t; $x -is 'double'")]
    [InlineData("$x.GetType() -eq [double]; $x.GetType().Name -eq 'Double'; $x.GetType().Name.Length; $x.GetType().IsValueType; $x.GetType().FullName -eq 'System.Int32'; [int]$x.GetTypeCode()")]
    [InlineData("$x.pstypenames -contains 'System.Double'; $x.PSTypeNames.Count; $x.psobject.TypeNames[0] -eq 'System.Int32'")]
    [InlineData("switch ($x.GetType().Name) { 'Double' { $x * 2 } 'Int32' { $x * 3 } default { 0 } }")]
    [InlineData("$x -as [double]; ($x -as [int]) * 2; $null -eq ($x -as [byte]); ($x -as [double[]])[0]; '7' -as [int]; $null -eq ('a' -as [int])")]
    [InlineData("($x -gt 1) -is [bool]; $y = [float]$x; $y -is [float]; ($y * 2) -is [double]")]
    public void Kinds_of_numbers(string body) => Same("param($x) " + body, "1.5, 3, 300.0, [long]5, [float]2.5");

    [Theory]
    [InlineData("$x -is [array]; $x -is [double[]]; $x -is [int[]]; $x -is [object[]]; $x -is [double]; $x -is [System.Collections.IList]; $x -is [System.Collections.IEnumerable]; $x -isnot [string]")]
    [InlineData("$x.GetType().IsArray; $x.GetType().Name -eq 'Double[]'; $x.GetType().GetElementType() -eq [double]")]
    [InlineData("$x[0] -is [double]; $x[0].GetType().Name -eq 'Double'; $x[0] -is [array]")]
    [InlineData("$l = [System.Collections.Generic.List[double]]::new(); $l.Add($x[0]); $l -is [System.Collections.Generic.List[double]]; $l.GetType().Name -eq 'List`1'; $l -is [array]")]
    public void Kinds_of_arrays(string body)
    {
        Same("param($x) " + body, "[double[]](1, 2), [double[]](3, 4)");
        Same("param([double[]]$x) " + body, "[double[]](1, 2), [double[]](3, 4)");
    }

    [Theory]
    [InlineData("param($x) $x.GetHashCode() -eq (1.5).GetHashCode()", "1.5, 2.5")]
    [InlineData("param($x) $h = @{}; $h.Add($x, 1); $h.ContainsKey(1.5); $h.Count", "1.5, 2.5")]
    [InlineData("param($x) $h = @{ $x = 3 }; $h[$x]; $h.ContainsKey(1.5)", "1.5, 2.5")]
    [InlineData("param($x) $s = [System.Collections.Generic.HashSet[double]]::new(); $s.Add($x); $s.Add(1.5); $s.Count; $s.Contains($x)", "1.5, 2.5")]
    [InlineData("param($x) $s = [System.Collections.Generic.HashSet[object]]::new(); $s.Add($x); $s.Add(1.5); $s.Count", "1.5, 2.5")]
    [InlineData("param($x) $d = [System.Collections.Generic.Dictionary[double, int]]::new(); $d.Add($x, 3); $d[$x]; $d.ContainsKey(1.5)", "1.5, 2.5")]
    [InlineData("param([double[]]$x) [System.Collections.Generic.HashSet[double]]::new($x).Count", "[double[]](1, 2, 1), [double[]](1, 2, 3)")]
    [InlineData("param([double[]]$x) $h = @{}; foreach ($v in $x) { if ($h.ContainsKey($v)) { $h[$v]++ } else { $h.Add($v, 1) } }; $h.Count; $h[$x[0]]", "[double[]](1, 2, 1), [double[]](1, 2, 3)")]
    public void Hashes(string block, string points) => Same(block, points);

    [Theory]
    [InlineData("$y = $x.Clone(); $y[0] = 5; $x[0] + $y[0] + $y[1]")]
    [InlineData("$y = @($x); $y[0] = 5; $y[0]++; $x[0] + $y[0] + $y[1]")]
    [InlineData("$x.Contains(2.0); $x.IndexOf(2.0); [array]::IndexOf($x, 2.0)")]
    public void Copies_of_an_array(string body)
    {
        Same("param($x) " + body, "[double[]](1, 2, 3), [double[]](2, 4, 5)");
        Same("param([double[]]$x) " + body, "[double[]](1, 2, 3), [double[]](2, 4, 5)");
    }

    [Fact]
    public void Lists_find_numbers() =>
        Same("param([System.Collections.Generic.List[double]]$x) $x.Contains(2); $x.IndexOf(3); $x.LastIndexOf(3); $x.Remove(3); $x.Count", "[double[]](1, 2, 3), [double[]](3, 4, 3)");

    [Theory]
    [InlineData("$x[0] = 5")]
    [InlineData("$x[0] += 5")]
    [InlineData("$x[0]++")]
    [InlineData("$x[0], $x[1] = $x[1], $x[0]")]
    [InlineData("$x.SetValue(5, 0)")]
    public void Elements_of_a_tensor_cannot_be_changed(string body)
    {
        session.Fails("Immutable … line 2: … f64[3] … [double[]]$x … $x = @($x)", $"Invoke-AdCompiled (New-AdFunction {{ param($y) & {{ param($x)\n {body}\n $x }} $y }}) ([double[]](1, 2, 3))");
        if (body.Contains('[', StringComparison.Ordinal)) Same($"param($x) {body}; $x", "[double[]](1, 2, 3), [double[]](4, 5, 6)");
        Same($"param([double[]]$x) {body}; $x", "[double[]](1, 2, 3), [double[]](4, 5, 6)");
        Same($"param($x) $x = @($x); {body}; $x", "[double[]](1, 2, 3), [double[]](4, 5, 6)");
    }

    [Theory]
    [InlineData("@($x | Get-Unique).Count; ($x | Sort-Object | Get-Unique)[1]; @($x | Get-Unique)[-1]")]
    [InlineData("@(Compare-Object $x (1.0, 2.0)).Count; @(Compare-Object $x (1.0, 2.0) | Where-Object SideIndicator -eq '<=').Count; @($x | Compare-Object (1.0, 3.0) -IncludeEqual).Count")]
    [InlineData("(Compare-Object $x (1.0, 2.0) | Where-Object SideIndicator -eq '<=' | ForEach-Object { $_.InputObject } | Measure-Object -Sum).Sum; Compare-Object (1.0, 3.0) $x -IncludeEqual -ExcludeDifferent -PassThru")]
    [InlineData("$null -eq (Compare-Object $x[0] $x[1])")]
    [InlineData("[Linq.Enumerable]::Sum([double[]]$x); [Linq.Enumerable]::Average([double[]]$x); [Linq.Enumerable]::Max([double[]]$x); [Linq.Enumerable]::Min([double[]]$x); [Linq.Enumerable]::Count([double[]]$x)")]
    [InlineData("$y = [double[]]$x; [Linq.Enumerable]::First($y); [Linq.Enumerable]::Last($y); [Linq.Enumerable]::ElementAt($y, 1); [Linq.Enumerable]::Any($y); [Linq.Enumerable]::Contains($y, 3.0)")]
    [InlineData("$y = [double[]]$x; [Linq.Enumerable]::Sum([double[]][Linq.Enumerable]::Take($y, 2)); [Linq.Enumerable]::Sum([double[]][Linq.Enumerable]::Skip($y, 3)); [Linq.Enumerable]::Count([Linq.Enumerable]::Distinct($y)); [Linq.Enumerable]::SequenceEqual($y, [double[]](1, 2, 3))")]
    public void Cmdlets_and_Linq(string body)
    {
        Same("param([double[]]$x) " + body, "[double[]](1, 1, 3), [double[]](1, 2, 3), [double[]](2, 3, 2)");
        Same("param($x) " + body, "[double[]](1, 1, 3), [double[]](1, 2, 3), [double[]](2, 3, 2)");
    }

    [Theory]
    [InlineData("param([int]$n) $s = 0; foreach ($i in [Linq.Enumerable]::Range(1, $n)) { $s += $i * $n }; $s; [Linq.Enumerable]::Sum([int[]][Linq.Enumerable]::Range(1, $n)); [Linq.Enumerable]::Sum([double[]][Linq.Enumerable]::Repeat(1.5, $n))", "3, 4")]
    [InlineData("param($x) [Math]::Abs(@($x, 2))", "1.5")]
    [InlineData("param($x) [string]$s = $x; $s.Length; $s = $x * 2; $s.Length; [string[]]$t = 'a', $x; $t[1].Length; ([string[]]($x, 2))[0].Length", "1.5, 12.25")]
    [InlineData("param($x) function F([string]$s, [string[]]$t) { $s.Length; $t[1].Length }; F $x ('a', $x)", "1.5, 12.25")]
    public void Ranges_and_text(string block, string points) => Same(block, points);

    [Theory]
    [InlineData("[datetime]::Now.Year", "[datetime]::Now")]
    [InlineData("[DateTimeOffset]::UtcNow.Year", "[DateTimeOffset]::UtcNow")]
    [InlineData("[datetime]::Today.Year", "[datetime]::Today")]
    [InlineData("[guid]::NewGuid().ToByteArray()[0]", "[guid]::NewGuid")]
    [InlineData("[Random]::new().NextDouble()", "[Random]::new")]
    [InlineData("[Random]::Shared.NextDouble()", "[Random]::Shared")]
    public void What_is_drawn_warns_once(string drawn, string name)
    {
        var (_, errors, warnings) = session.RunAll($"$f = New-AdFunction {{ param($x)\n $x * ({drawn} + 0) }}; $null = $f.Invoke(1.5); $null = $f.Invoke(2.5); $null = $f.Invoke([float]2.5)");
        Assert.Empty(errors);
        Assert.StartsWith($"line 2: {name} runs only while the function is traced", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_seed_draws_the_same_each_time_and_does_not_warn() =>
        Assert.Empty(session.RunAll("$null = (New-AdFunction { param($x) $x * [Random]::new(3).NextDouble() }).Invoke(1.5)").Warnings);

    // Points on each side of a branch.
    [Theory]
    [InlineData("$n = [byte]2; $y = $x * $n / 3; if ($y -is [double]) { $y * $y } else { 0 }", "1.2, 2.6, -0.4")]
    [InlineData("[decimal]$y = $x; $z = [decimal]3; ($z * $y + 1.5d) * $y", "1.2, 2.6, -0.4")]
    [InlineData("$n = [int]$x; if ($n % 2) { $x * 7 / $n } else { -$x * ($n / 2) }", "1.2, 2.1, 3.3")]
    [InlineData("try { $x * (6 / [int]$x) } catch { $x * 5 }", "1.2, 0.3, 2.1")]
    [InlineData("try { $x * [byte]$x } catch { $x * $x }", "1.2, 300.3, -2.2")]
    [InlineData("switch ($x.GetType().Name) { 'Double' { $x * $x } default { 0 } }", "1.2, 2.6")]
    [InlineData("$s = [System.Collections.Generic.HashSet[double]]::new(); $null = $s.Add([int]$x); $null = $s.Add(2); $x * $s.Count", "1.2, 2.1, 3.3")]
    [InlineData("$y = $x -as [double]; $y * $y", "1.2, 2.6")]
    [InlineData("$t = 1.0, 4.0, 9.0; $v = $t[$x] * $x; if ($null -eq $t[$x + 2]) { $v } else { 2 * $v }", "0.2, 1.2, 1.9")]
    public void Gradients_of_a_number(string body, string points) => Agreement.Holds(session, "", "param($x) " + body, points);

    [Theory]
    [InlineData("if ($x) { $x[0] * $x[-1] } else { 0 }")]
    [InlineData("$y = $x.Clone(); $y[0] = $x[1] * 2; $y[0] * $x[0] + $y[2]")]
    [InlineData("$s = 0; $n = 0; while ($null -ne $x[$n]) { $s += $x[$n] * $n; $n++ }; $s * $n")]
    [InlineData("$u = @($x | Sort-Object | Get-Unique); $u.Count * $u[0] * $u[-1]")]
    [InlineData("$d = Compare-Object $x (2.5, 7.5) | Where-Object SideIndicator -eq '<='; ($d | ForEach-Object { $_.InputObject * $_.InputObject } | Measure-Object -Sum).Sum")]
    [InlineData("$m = [int]($x.Count / 2); $k = $x[1.5] * $x[$m]; if ($x.Contains(7.5)) { $k } else { -$k }")]
    [InlineData("[Linq.Enumerable]::Sum([double[]][Linq.Enumerable]::Take([double[]]$x, 2)) * [Linq.Enumerable]::Last([double[]]$x)")]
    public void Gradients_of_an_array(string body)
    {
        const string points = "[double[]](3.1, 1.2, 7.7), [double[]](-1.5, 4.2, 0.3), [double[]](9.5, 2.2, 1.4)";
        Agreement.Holds(session, "", "param($x) " + body, points);
        Agreement.Holds(session, "", "param([double[]]$x) " + body, points);
    }

    [Theory]
    [InlineData("1.2, 2.1, 3.3 | Invoke-AdCompiled { param($x) [float]$y = $x; $x * 10 / [int]$x } -BatchSize 3", "12 10.5 11")]
    [InlineData("(Invoke-AdCompiled (Get-AdVmap { param($i) (7 / $i) + 0 }) @(2, 7, 0)).Data", "3.5 1 ∞")]
    [InlineData("(Invoke-AdCompiled (Get-AdVmap { param($i, $x) $x[$i] } -InAxis @{ i = 0; x = $null }) @(1, 0, 5) @(3.0, 4.0)).Data", "4 3 4")]
    public void Batches(string script, string expected) => Assert.Equal(expected, session.Text(script).Replace("Infinity", "∞", StringComparison.Ordinal));
}
