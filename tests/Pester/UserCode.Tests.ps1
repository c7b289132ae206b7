# Code of the user's own around traced blocks: modules, classes, and a debugger that looks inside.

BeforeAll {
    Import-Module Autodiff
    Import-Module $PSScriptRoot/Pwsh.psm1

    function Test-Slope([Autodiff.Function] $Function, [double] $X) {
        $h = 1e-6
        $difference = ((Invoke-AdCompiled $Function ($X + $h)) - (Invoke-AdCompiled $Function ($X - $h))) / (2 * $h)
        Invoke-AdCompiled ($Function | Get-AdGradient) $X | Should -BeGreaterThan ($difference - 1e-6)
        Invoke-AdCompiled ($Function | Get-AdGradient) $X | Should -BeLessThan ($difference + 1e-6)
    }
}

Describe 'The private functions of a .psm1' {
    BeforeAll {
        $file = Join-Path $TestDrive 'Tax.psm1'
        Set-Content $file @'
            $script:rate = 0.25
            $script:steps = @(10.0, 20.0)

            function Get-Part($x) { if ($x -gt $script:steps[0]) { ($x - $script:steps[0]) * $script:rate } else { 0 * $x } }
            function Get-Bend { param([double] $Income) $y = [Math]::Sqrt($Income); Get-Part ($y * $y) }
            Set-Alias bend Get-Bend

            function Get-Tax { param([Parameter(ValueFromPipeline)] [double] $Income) process { bend $Income } }
            function Get-TaxFunction { New-AdFunction { param($x) Get-Bend -Income $x } }
            function Invoke-Slope([double] $Income) { New-AdFunction -Command Get-Bend | Get-AdGradient | Invoke-AdCompiled -ArgumentList $Income }
            function Set-Rate([double] $Rate) { $script:rate = $Rate }
            Export-ModuleMember Get-Tax, Get-TaxFunction, Invoke-Slope, Set-Rate
'@
        Import-Module $file
    }

    BeforeEach {
        Set-Rate 0.25
    }

    AfterAll {
        Remove-Module Tax
    }

    It 'are private' {
        Get-Command Get-Part, Get-Bend -ErrorAction Ignore | Should -BeNullOrEmpty
    }

    It 'are traced through a function that the module exports' {
        $tax = New-AdFunction -Command Get-Tax
        Invoke-AdCompiled $tax 30.0 | Should -Be (Get-Tax 30.0)
        foreach ($x in 5.0, 30.0) { Test-Slope $tax $x }
    }

    It 'are traced through a block that calls what the module exports' {
        $f = New-AdFunction { param($x) 2 * (Get-Tax $x) }
        [Math]::Round((Invoke-AdCompiled ($f | Get-AdGradient) 30.0), 12) | Should -Be 0.5
    }

    It 'are traced through a block of the module' {
        $f = Get-TaxFunction
        foreach ($x in 5.0, 30.0) { Test-Slope $f $x }
    }

    It 'are made functions by -Command within the module, and not outside' {
        [Math]::Round((Invoke-Slope 30.0), 12) | Should -Be 0.25
        { New-AdFunction -Command Get-Bend } | Should -Throw '*Get-Bend*'
    }

    It 'read the variables of the module, and are traced again when one changes' {
        $f = New-AdFunction -Command Get-Tax
        [Math]::Round((Invoke-AdCompiled $f 30.0), 12) | Should -Be 5
        Set-Rate 0.5
        [Math]::Round((Invoke-AdCompiled $f 30.0), 12) | Should -Be 10
        [Math]::Round((Invoke-AdCompiled ($f | Get-AdGradient) 30.0), 12) | Should -Be 0.5
    }

    It 'stay what they are for PowerShell' {
        30.0 | Get-Tax | Should -BeOfType double
        & (Get-Module Tax) { (Get-Command Get-Bend).ScriptBlock.Ast.Extent.Text } | Should -BeLike '*`[Math`]::Sqrt($Income)*'
    }
}

Describe 'PowerShell classes' {
    BeforeAll {
        # Types of the module are known to a class when the module has been imported before the class is read.
        $file = Join-Path $TestDrive 'classes.ps1'
        Set-Content $file @'
            class Polynomial {
                [double] $a
                [double] $b
                Polynomial($a, $b) { $this.a = $a; $this.b = $b }
                [object] At($x) { return $this.a * $x * $x + $this.b }
                [object] Bend($x) { if ($x -gt 1) { return $this.At($x) } return -$x }
                [object] Climb($x) { $y = $x; while ($y -lt 100) { $y = $y * $x }; return $y }
                [double] Number([double] $x) { return $this.a * $x }
                [object] Backwards($x) { if (1 -lt $x) { return $x } return -$x }
                static [object] Ratio($x, $y) { return $x / $y }
            }
            class Doubled : Polynomial {
                Doubled($a, $b) : base($a, $b) {}
                [object] At($x) { return 2 * ([Polynomial] $this).At($x) }
            }
            class Model {
                [Autodiff.Tensor] $weights
                [Autodiff.Function] $loss
                hidden [Autodiff.Function] $gradient
                Model([double[]] $weights) {
                    $this.weights = New-AdTensor $weights
                    $this.loss = New-AdFunction { param($w, $scale) [Ad]::Sum($w * $w) * $scale }
                    $this.gradient = $this.loss | Get-AdGradient -Parameter w
                }
                [void] Step([double] $rate) { $this.weights = $this.weights - $rate * ($this.gradient | Invoke-AdCompiled -ArgumentList $this.weights, 0.5) }
                [double] Value() { return $this.loss.Invoke($this.weights, 1.0) }
            }
            class Point { [double] $x; [double] $y }
'@
        . $file
        $polynomial = [Polynomial]::new(3, 1)
    }

    It 'have methods that a traced block calls' {
        Invoke-AdCompiled (New-AdFunction { param($x) $polynomial.At($x) }) 2.0 | Should -Be 13
        New-AdFunction { param($x) $polynomial.At($x) } | Get-AdGradient | Invoke-AdCompiled -ArgumentList 2.0 | Should -Be 12
    }

    It 'have conditions and loops in them, static methods and inheritance' {
        $bend = New-AdFunction { param($x) $polynomial.Bend($x) } | Get-AdGradient
        2.0, 0.5 | Invoke-AdCompiled $bend | Should -Be 12, -1
        New-AdFunction { param($x) $polynomial.Climb($x) } | Get-AdGradient | Invoke-AdCompiled -ArgumentList 3.0 | Should -Be 405
        New-AdFunction { param($x) [Polynomial]::Ratio($x, 4) } | Get-AdGradient | Invoke-AdCompiled -ArgumentList 3.0 | Should -Be 0.25
        $doubled = [Doubled]::new(3, 1)
        New-AdFunction { param($x) $doubled.Bend($x) } | Get-AdGradient | Invoke-AdCompiled -ArgumentList 2.0 | Should -Be 24
    }

    It 'have typed parameters and results, and comparisons with the number on the left' {
        New-AdFunction { param($x) $polynomial.Number($x) } | Get-AdGradient | Invoke-AdCompiled -ArgumentList 2.0 | Should -Be 3
        $backwards = New-AdFunction { param($x) $polynomial.Backwards($x) } | Get-AdGradient
        2.0, 0.5 | Invoke-AdCompiled $backwards | Should -Be 1, -1
    }

    It 'hold tensors and functions' {
        $model = [Model]::new((3.0, 4.0))
        $model.Value() | Should -Be 25
        $model.Step(0.5)
        $model.weights.Data | Should -Be 1.5, 2
        $model.Value() | Should -Be 6.25
    }

    It 'have instances that bind to parameters by their properties, as rows do' {
        [Point]@{ x = 1; y = 2 }, [Point]@{ x = 3; y = 4 } | Invoke-AdCompiled (New-AdFunction { param($x, $y) $x * $y }) | Should -Be 2, 12
        ([Point]@{ x = 3; y = 4 } | Invoke-AdCompiled (New-AdFunction { param($x, $y) $x * $y }) -PropertyName area).area | Should -Be 12
    }

    It 'have instances that are arguments and results' {
        Invoke-AdCompiled (New-AdFunction { param($p) $p.x }) ([Point]@{ x = 3 }) | Should -Be 3
        $g = New-AdFunction { param([Point] $p) $p.x * $p.y } | Get-AdGradient | Invoke-AdCompiled -ArgumentList ([Point]@{ x = 3; y = 4 })
        $g.GetType().Name | Should -Be Point
        $g.x, $g.y | Should -Be 4, 3
    }
}

Describe 'Breakpoints in a traced block' {
    BeforeAll {
        $script = Join-Path $TestDrive 'traced.ps1'
        Set-Content $script @'
Import-Module Autodiff
function Get-Half($x) {
    $half = $x / 2
    $half
}
$f = New-AdFunction {
    param($x)
    $y = $x * 2
    if ($y -gt 1) {
        $y = [Math]::Sin($y)
    }
    $z = Get-Half $y
    $z * 3
}
if ($before) { & $before }
"result $(Invoke-AdCompiled ($f | Get-AdGradient) 1.0)"
'@
        $expected = "result $(3 * [Math]::Cos(2))"

        # Breakpoints are set in a process of their own: where there is one, PowerShell runs all scripts differently.
        function Get-Hits([string] $Breakpoints, [string] $Before = '$null') {
            $run = Invoke-Pwsh "`$script = '$script'; `$hits = [Collections.Generic.List[string]]::new(); $Breakpoints; `$before = { $Before }; . `$script; `$hits"
            $run.ErrorOutput | Should -BeNullOrEmpty
            $run.Output.Trim() -split '\r?\n'
        }
    }

    It 'stop at a line, in each side of an if that the call takes, and in a function that the block calls' {
        Get-Hits @'
            foreach ($line in 3, 8, 10, 13) { $null = Set-PSBreakpoint -Script $script -Line $line -Action { $hits.Add("$($_.Line)") } }
'@ | Should -Be $expected, 8, 10, 3, 13
    }

    It 'show the variables there' {
        $lines = Get-Hits @'
            $null = Set-PSBreakpoint -Script $script -Line 13 -Action { $hits.Add("$($x.Shape.Count) $($x.DType) $($z.GetType().Namespace)"); $hits.Add([string](Get-PSCallStack)[1].ScriptLineNumber) }
'@
        $lines[0] | Should -Be $expected
        $lines[1] | Should -BeLike '0 f64 Autodiff*'
        $lines[2] | Should -Be 13
    }

    It 'stop where a variable is written and read' {
        Get-Hits @'
            $null = Set-PSBreakpoint -Script $script -Variable z -Mode Write -Action { $hits.Add('z') }
            $null = Set-PSBreakpoint -Script $script -Variable half -Mode ReadWrite -Action { $hits.Add('half') }
'@ | Should -Be $expected, 'half', 'half', 'z'
    }

    It 'stop at a command' {
        Get-Hits 'Set-PSBreakpoint -Script $script -Command Get-Half -Action { $hits.Add("half") } | Out-Null' | Should -Be $expected, 'half'
    }

    It 'are found that are set after the function has been made' {
        Get-Hits '' -Before 'Set-PSBreakpoint -Script $script -Line 10 -Action { $hits.Add("late") } | Out-Null' | Should -Be $expected, 'late'
    }

    It 'stop once for a trace, and not at the calls that follow' {
        Get-Hits 'Set-PSBreakpoint -Script $script -Line 8 -Action { $hits.Add("8") } | Out-Null' -Before '$null = 1.0, 2.0, 0.1, 0.2, 3.0 | Invoke-AdCompiled $f' | Should -Be $expected, 8, 8
    }
}
