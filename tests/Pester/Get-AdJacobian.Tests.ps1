BeforeAll {
    Import-Module Autodiff
}

Describe 'Get-AdJacobian' {
    It 'gives the derivative of each number of the result by each of the argument' {
        $polar = New-AdFunction { param($v) [Ad]::Stack(@(($v[0] * [Ad]::Cos($v[1])), ($v[0] * [Ad]::Sin($v[1]))), 0) }
        $j = $polar | Get-AdJacobian | Invoke-AdCompiled -ArgumentList (, @(2.0, 0.5))
        $expected = [Math]::Cos(0.5), (-2 * [Math]::Sin(0.5)), [Math]::Sin(0.5), (2 * [Math]::Cos(0.5))
        $j.Shape | Should -Be 2, 2
        for ($i = 0; $i -lt 4; $i++) { [Math]::Round($j.Data[$i] - $expected[$i], 12) | Should -Be 0 }
    }

    It 'has the shape of the result, then that of the argument' {
        $rows = New-AdFunction { param($m) [Ad]::Sum($m, 1) }
        (Invoke-AdCompiled (Get-AdJacobian $rows) ([Ad]::Ones(@(2, 3)))).Shape | Should -Be 2, 2, 3
    }

    It 'is a number for a function from number to number' {
        $j = New-AdFunction { param($x) $x * $x * $x } | Get-AdJacobian
        $r = 1.0, 2.0 | Invoke-AdCompiled $j
        $r | Should -Be 3, 12
        $r[0] | Should -BeOfType [double]
    }

    It 'has a property for each of several parameters, in the order of -Parameter' {
        $f = New-AdFunction { param($a, $b) $a * $b }
        $j = Invoke-AdCompiled (Get-AdJacobian $f -Parameter b, a) @(1.0, 2.0) @(3.0, 4.0)
        $j.psobject.Properties.Name | Should -Be b, a
        $j.a.Data | Should -Be 3, 0, 0, 4
        $j.b.Data | Should -Be 1, 0, 0, 2
        (Invoke-AdCompiled (Get-AdJacobian $f -Parameter b) @(1.0, 2.0) @(3.0, 4.0)).Data | Should -Be 1, 0, 0, 2
    }

    It 'keeps the structure of the result' {
        $f = New-AdFunction { param($v) @{ twice = 2 * $v; total = [Ad]::Sum($v * $v) } }
        $j = Invoke-AdCompiled ($f | Get-AdJacobian) @(1.0, 2.0)
        $j.twice.Data | Should -Be 2, 0, 0, 2
        $j.total.Data | Should -Be 2, 4
    }

    It 'gives by -Mode <_> the same numbers' -ForEach Auto, Forward, reverse {
        $f = New-AdFunction { param($v) [Ad]::CumSum($v * $v) }
        (Invoke-AdCompiled (Get-AdJacobian $f -Mode $_) @(1.0, 2.0, 3.0)).Data | Should -Be 2, 0, 0, 2, 4, 0, 2, 4, 6
    }

    It 'goes to JSON as rows' {
        $j = New-AdFunction { param($v) $v * $v } | Get-AdJacobian
        (Invoke-AdCompiled $j @(1.0, 2.0) | ConvertFrom-AdTensor | ConvertTo-Json -Compress) | Should -Be '[[2.0,0.0],[0.0,4.0]]'
    }

    It 'refuses <what>, whatever -ErrorAction says' -ForEach @(
        @{ what = 'a parameter that the function lacks'; id = 'UnknownParameter'; cure = '-Parameter takes x'; code = { New-AdFunction { param($x) $x } | Get-AdJacobian -Parameter q -ErrorAction Ignore } }
        @{ what = 'what is no function'; id = 'NoFunction'; cure = 'New-AdFunction'; code = { Get-AdJacobian 'f' -ErrorAction Ignore } }
        @{ what = 'a mode that there is not'; id = 'CannotConvertArgumentNoMessage'; cure = 'Auto, Forward, Reverse'; code = { New-AdFunction { param($x) $x } | Get-AdJacobian -Mode Sideways -ErrorAction Ignore } }
    ) {
        $e = $code | Should -Throw -ErrorId "$id,Autodiff.PowerShell.GetAdJacobianCommand" -PassThru
        $e.CategoryInfo.Category | Should -Be InvalidArgument
        $e.Exception.Message.Contains($cure) | Should -BeTrue -Because $e.Exception.Message
    }
}
