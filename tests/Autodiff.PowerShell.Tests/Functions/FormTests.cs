using Autodiff.PowerShell.Tests.Rewriting;

namespace Autodiff.PowerShell.Tests.Functions;

/// <summary>A function of any form is called as PowerShell calls it: with blocks, parameter sets, aliases and arguments that are left out. Script blocks and files are functions.</summary>
[Collection("PowerShell")]
public class FormTests(PowerShellSession session)
{
    // Values and gradients beside those of plain PowerShell, on both sides of the condition and again on the paths then known.
    const string Traced = "$f = New-AdFunction -Command Test-Form; foreach ($x in 3.0, 0.5, 3.0, -2.0) { $h = 1e-6; $plain = Test-Form $x; $slope = ((Test-Form ($x + $h)) - (Test-Form ($x - $h))) / (2 * $h); [Math]::Abs($f.Invoke($x) - $plain) -le 1e-12 -and [Math]::Abs(($f | Get-AdGradient -Parameter x).Invoke($x) - $slope) -le 2e-6 * [Math]::Max(1, [Math]::Abs($slope)) }";

    [Theory]
    [InlineData("param($x) begin { $s = 2.0 } process { if ($x -gt 1) { $s = $s * $x * $x } else { $s = $s + $x } } end { $s * 3 }")]
    [InlineData("param($x) process { if ($x -gt 1) { $x * $x } else { 5 * $x } }")]
    [InlineData("param($x) begin { $s = 1.5; if ($x -gt 1) { $s = $s + $x } } end { $s * $x }")]
    [InlineData("[CmdletBinding()] param([Parameter(ValueFromPipeline)] [double] $x, [double] $weight) begin { $s = 2 } process { $s += $x * $x } end { if ($weight) { $s * $weight } elseif ($x -lt 1) { -$s } else { $s } }")]
    [InlineData("[CmdletBinding()] param($x) begin { $s = 2.0 } process { if ($x -gt 1) { $s * [Math]::Sin($x) } else { $x * $x } } clean { $s = 0 }")]
    [InlineData("[CmdletBinding()] param($x) end { if ($x -gt 1) { $x * $x } else { 5 * $x } }")]
    [InlineData("[CmdletBinding()] param($x) dynamicparam { [System.Management.Automation.RuntimeDefinedParameterDictionary]::new() } end { if ($x -gt 1) { $x * $x } else { 5 * $x } }")]
    [InlineData("param($x, $y) if ($y) { $x * $y } elseif ($x -gt 1) { $x * $x } else { 7 * $x }")]
    [InlineData("param($x, [double] $y) $x * $x + $y")]
    [InlineData("param($x, [int] $n, [string] $how) if ($how -eq '' -and $n -eq 0 -and $x -gt 1) { $x * $x } else { 3 * $x }")]
    [InlineData("[CmdletBinding()] param([ValidateRange(-5, 5)] [double] $x, [ValidateRange(1, 5)] [double] $y) if ($PSBoundParameters.ContainsKey('y')) { 1 } elseif ($x -gt 1) { $x * $x } else { 3 * $x }")]
    [InlineData("[CmdletBinding(DefaultParameterSetName = 'A')] param([Parameter(Mandatory, Position = 0)] $x, [Parameter(ParameterSetName = 'A')] $a, [Parameter(Mandatory, ParameterSetName = 'B')] $b) if ($PSCmdlet.ParameterSetName -eq 'B') { $x * $b } elseif ($x -gt 1) { $x * $x } else { 3 * $x }")]
    public void Functions_with_blocks_sets_and_optional_parameters(string function) =>
        Assert.Equal("True True True True", session.Text($"function Test-Form {{ {function} }}; {Traced}"));

    [Theory]
    [InlineData("@{ x = 3.0; b = 4.0 }", "12 4")]
    [InlineData("@{ x = 3.0; a = 4.0 }", "7 1")]
    [InlineData("@{ Val = 3.0; a = 4.0 }", "7 1")]
    [InlineData("@{ v = 3.0; B = 4.0 }", "12 4")]
    public void Parameter_sets_and_aliases(string named, string expected) => Assert.Equal(expected, session.Text($$"""
        function Get-Set {
            [CmdletBinding(DefaultParameterSetName = 'A')]
            param([Parameter(Mandatory)] [Alias('v', 'Val')] $x, [Parameter(ParameterSetName = 'A')] $a, [Parameter(Mandatory, ParameterSetName = 'B')] $b)
            if ($PSCmdlet.ParameterSetName -eq 'B') { $x * $b } else { $x + $a }
        }
        $f = New-AdFunction -Command Get-Set
        Invoke-AdCompiled $f -NamedArgument {{named}}
        Invoke-AdCompiled ($f | Get-AdGradient -Parameter VAL) -NamedArgument {{named}}
        """));

    [Theory]
    [InlineData("param([Parameter(Mandatory)] $x, [Parameter(Mandatory)] $y) $x", "-ArgumentList 1.0", "MissingArgument … f(x, y) … 'y'")]
    [InlineData("param([Parameter(Mandatory = $true)] $x, $y) $x", "-NamedArgument @{ y = 1.0 }", "MissingArgument … f(x, y) … 'x'")]
    [InlineData("param($x, [Parameter(Mandatory, ParameterSetName = 'A')] $a, [Parameter(Mandatory, ParameterSetName = 'B')] $b) $x", "-ArgumentList 1.0", "MissingArgument … f(x, a, b) … 'a'")]
    [InlineData("param($x, $y) $x", "", "MissingArgument … f(x, y) … 'x'")]
    [InlineData("param([Alias('v')] $x, $y) $x", "-NamedArgument @{ w = 1.0 }", "UnknownParameter … f(x, y) … 'w' … -NamedArgument")]
    public void Mandatory_arguments_that_are_missing(string block, string arguments, string error) =>
        session.Fails(error, $"Invoke-AdCompiled (New-AdFunction {{ {block} }}) {arguments}");

    [Fact]
    public void A_row_binds_by_alias() => Assert.Equal("6 20", session.Text("""
        [pscustomobject]@{ Price = 2.0; Count = 3.0 }, @{ price = 4.0; n = 5.0 } | Invoke-AdCompiled (New-AdFunction { param([Alias('Price')] $p, [Alias('Count')] $n) $p * $n })
        """));

    [Theory]
    [InlineData("3.0, 0.4")]
    [InlineData("-2.0, 4.0")]
    public void Pipelines_of_the_users_functions(string points)
    {
        const string functions = "function Add-All { param([Parameter(ValueFromPipeline)] $v) begin { $s = 0.0 } process { if ($v -gt 2) { $s += $v * $v } else { $s += $v } } end { $s } }; function Get-Double { process { $_ * 2 } }; filter Add-One { $_ + 1 }";
        Agreement.Holds(session, functions, "param($x) $x, 1.5, ($x * $x) | Get-Double | Add-One | Add-All", points);
    }

    [Theory]
    [InlineData("{ param($x) $x * $x } | Get-AdGradient | Invoke-AdCompiled -ArgumentList 3.0", "6")]
    [InlineData("(Get-AdGradient { param($x) $x * $x }).Invoke(3.0)", "6")]
    [InlineData("Get-AdGradient { param($x) $x * $x * $x } | Get-AdGradient | Invoke-AdCompiled -ArgumentList 2.0", "12")]
    [InlineData("Invoke-AdCompiled { param($x) $x * $x } 3.0", "9")]
    [InlineData("Invoke-AdFunction { param($x) $x * $x } 3.0", "9")]
    [InlineData("{ param($x) $x * $x } | Invoke-AdCompiled -ArgumentList 3.0", "9")]
    [InlineData("{ param($x) $x * $x }, { param($x) $x + 1 } | Invoke-AdCompiled -ArgumentList 3.0", "9 4")]
    [InlineData("1.0, 2.0 | Invoke-AdCompiled { param($x) $x * $x }", "1 4")]
    [InlineData("({ param($x) $x * $x } | New-AdFunction -Name square).ToString()", "square(x)")]
    [InlineData("(Invoke-AdCompiled (Get-AdVmap { param($x) $x * $x }) @(1.0, 2.0)).Data", "1 4")]
    [InlineData("Invoke-AdCompiled { param($x) $g = Get-AdGradient { param($y) $y * $y * $x }; $g.Invoke($x) } 3.0", "18")]
    [InlineData("({ param($x) $x * $x } | Get-AdGraph -ArgumentList 3.0) -match 'mul'", "True")]
    [InlineData("$k = 2.0; Invoke-AdCompiled { param($x) $x * $k } 3.0; $k = 5.0; Invoke-AdCompiled { param($x) $x * $k } 3.0", "6 15")]
    public void Script_blocks_are_functions(string script, string expected) => Assert.Equal(expected, session.Text(script));

    [Fact]
    public void A_block_in_a_loop_is_traced_once() => Assert.Equal("1 4 9 : 1", session.Text("""
        $global:traces = 0
        foreach ($x in 1.0, 2.0, 3.0) { Invoke-AdCompiled { param($x) $global:traces++; $x * $x } $x }
        ":"; $global:traces; Remove-Variable traces -Scope Global
        """));

    [Fact]
    public void Blocks_of_one_text_with_variables_of_their_own_are_different_functions() => Assert.Equal("6 15 6", session.Text("""
        function Get-Times($k) { { param($x) $x * $k }.GetNewClosure() }
        $two = Get-Times 2.0; $five = Get-Times 5.0
        Invoke-AdCompiled $two 3.0; Invoke-AdCompiled $five 3.0; Invoke-AdCompiled $two 3.0
        """));

    [Fact]
    public void Errors_in_a_script_file_name_the_file()
    {
        string folder = Directory.CreateTempSubdirectory().FullName, file = Path.Combine(folder, "Get-Bad.ps1");
        File.WriteAllText(file, "param($x)\n$y = 1\n$x -as [datetime]");
        try
        {
            Assert.StartsWith("Get-Bad.ps1, line 3: ", session.Error($"Invoke-AdCompiled {{ param($x) & '{file}' $x }} 1.0").Exception.Message, StringComparison.Ordinal);
            Assert.StartsWith("Get-Bad.ps1, line 3: ", session.Error($"Invoke-AdCompiled (New-AdFunction -Path '{file}') 1.0").Exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Script_files()
    {
        string folder = Directory.CreateTempSubdirectory("a b").FullName;
        string file = Path.Combine(folder, "Get-Curve.ps1");
        File.WriteAllText(file, "param([double] $x, $k = 2)\n$s = 0.0\nif ($x -gt 1) { $s = [Math]::Sin($x) * $k } else { $s = $x * $x }\n$s");
        try
        {
            string text = session.Text($$"""
                Push-Location '{{folder}}'
                try {
                    $f = New-AdFunction -Path ./Get-Curve.ps1
                    "$f"; $f.Invoke(0.5); $f.Invoke(3.0) -eq (./Get-Curve.ps1 3.0); ($f | Get-AdGradient -Parameter x).Invoke(0.5)
                    $g = New-AdFunction { param($x) (& ./Get-Curve.ps1 $x 5) + (./Get-Curve.ps1 -x $x) }
                    $g.Invoke(0.5); $g.Invoke(3.0) -eq (./Get-Curve.ps1 3.0 5) + (./Get-Curve.ps1 3.0); ($g | Get-AdGradient).Invoke(0.5)
                } finally { Pop-Location }
                """);
            Assert.Equal("Get-Curve(x, k) 0.25 True 1 0.5 True 2", text);
            session.Fails("PathNotFound … 'Nothing.ps1'", "New-AdFunction -Path Nothing.ps1");
            session.Fails("NotAFile … is a folder; expected a file", "New-AdFunction -Path .");
            if (OperatingSystem.IsLinux()) session.Fails("NotAFile … pipe.ps1 is a pipe; expected a file", $"mkfifo '{folder}/pipe.ps1'; New-AdFunction -Path '{folder}/pipe.ps1'");
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [Fact]
    public void A_gradient_takes_the_path_of_its_own_call() => Assert.Equal("1 1 6", session.Text("""
        $f = New-AdFunction { param($c, $n) for ($i = 0; $i -lt $n; $i++) { $c = $c * $c; $c } }
        $g = $f | Get-AdGradient -Parameter c
        $null = Invoke-AdCompiled $f 0.5 3
        Invoke-AdCompiled $g 0.5 1
        $null = Invoke-AdCompiled $f 0.5 2
        Invoke-AdCompiled $g 0.5 1; Invoke-AdCompiled $g 3.0 1
        """));

    [Fact]
    public void A_gradient_of_a_path_with_several_results_is_refused_after_another() => session.Fails("NotScalar … Get-AdGradient: … [*, *]", """
        $g = New-AdFunction { param($c, $n) for ($i = 0; $i -lt $n; $i++) { $c = $c * $c; $c } } | Get-AdGradient -Parameter c
        $null = Invoke-AdCompiled $g 0.5 1
        Invoke-AdCompiled $g 0.5 2
        """);
}
