#Requires -Version 7.6
# Needs a build, which fills bin/ beside the manifest, and Pester 5: ./build.ps1 Pester

BeforeAll {
    Import-Module "$PSScriptRoot/../../Autodiff.psd1" -Force
}

Describe 'A function of a script block' {
    It 'gives a value, a gradient and a second derivative' {
        $f = New-AdFunction { param($x) $x * $x * $x }
        Invoke-AdCompiled $f 2.0 | Should -Be 8
        $f | Get-AdGradient | Invoke-AdCompiled -ArgumentList 2.0 | Should -Be 12
        $f | Get-AdGradient | Get-AdGradient | Invoke-AdCompiled -ArgumentList 2.0 | Should -Be 12
    }

    It 'takes each side of an if for the items of a stream that go there' {
        $f = New-AdFunction { param($x) if ($x -gt 0) { $x * $x } else { -3 * $x } } | Get-AdGradient
        -2.0, 5.0, -1.0 | Invoke-AdCompiled $f | Should -Be @(-3, 10, -3)
    }

    It 'runs a while as often as its value asks for' {
        $root = New-AdFunction { param($a) $x = $a; while ($x * $x - $a -gt 1e-12) { $x = ($x + $a / $x) / 2 }; $x }
        $root | Invoke-AdCompiled -ArgumentList 9.0 | Should -Be 3
        $root | Get-AdGradient | Invoke-AdCompiled -ArgumentList 9.0 | ForEach-Object { [Math]::Round($_, 9) } | Should -Be 0.166666667
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

    It 'is made of an existing function' {
        function Get-Price($Units) { if ($Units -gt 10) { 0.9 * $Units } else { $Units } }
        $price = New-AdFunction -Command Get-Price | Get-AdGradient
        5.0, 20.0 | Invoke-AdCompiled $price | Should -Be @(1, 0.9)
    }
}
