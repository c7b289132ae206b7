#Requires -Version 7.6
# Needs a build, which fills bin/ beside the manifest, and Pester 5: ./build.ps1 Pester

BeforeAll {
    Import-Module "$PSScriptRoot/../../Autodiff.psd1" -Force
}

Describe 'An error' {
    It 'about one item of a stream leaves the others' {
        $f = New-AdFunction { param($x) $x * 2 }
        $results = 1.0, 'abc', 3.0 | Invoke-AdCompiled $f -ErrorAction SilentlyContinue -ErrorVariable failures
        $results | Should -Be @(2, 6)
        $failures.Count | Should -Be 1
        $failures[0].TargetObject | Should -Be 'abc'
    }

    It 'names the line, the operation and the shapes' {
        $f = New-AdFunction {
            param($x)
            [Ad]::MatMul($x, $x)
        }
        { Invoke-AdCompiled $f ([Ad]::Ones(@(2, 3))) -ErrorAction Stop } | Should -Throw '*MatMul: the shapes `[2,3`] and `[2,3`] do not fit*'
    }
}
