BeforeAll {
    Import-Module Autodiff
}

Describe 'Get-AdGradient' {
    It 'gives first and second derivatives' {
        $f = New-AdFunction { param($x) $x * $x * $x }
        $f | Get-AdGradient | Invoke-AdCompiled -ArgumentList 2.0 | Should -Be 12
        $f | Get-AdGradient | Get-AdGradient | Invoke-AdCompiled -ArgumentList 2.0 | Should -Be 12
    }

    It 'takes each side of an if for the items of a stream that go there' {
        $g = New-AdFunction { param($x) if ($x -gt 0) { $x * $x } else { -3 * $x } } | Get-AdGradient
        -2.0, 5.0, -1.0 | Invoke-AdCompiled $g | Should -Be @(-3, 10, -3)
    }

    It 'runs a while as often as its value asks for' {
        $root = New-AdFunction { param($a) $x = $a; while ($x * $x - $a -gt 1e-12) { $x = ($x + $a / $x) / 2 }; $x }
        $root | Invoke-AdCompiled -ArgumentList 9.0 | Should -Be 3
        [Math]::Round(($root | Get-AdGradient | Invoke-AdCompiled -ArgumentList 9.0), 9) | Should -Be 0.166666667
    }

    It 'keeps apart the variables of nested gradients' {
        $f = New-AdFunction { param($x) $g = New-AdFunction { param($y) $x + $y } | Get-AdGradient; $x * $g.Invoke(1.0) }
        $f | Get-AdGradient | Invoke-AdCompiled -ArgumentList 2.0 | Should -Be 1
    }

    It 'gives a tree of gradients for a tree of parameters' {
        $g = New-AdFunction { param($p) $p.w * $p.w + $p.b } | Get-AdGradient | Invoke-AdCompiled -ArgumentList @{ w = 3.0; b = 1.0 }
        $g.w | Should -Be 6
        $g.b | Should -Be 1
    }
}
