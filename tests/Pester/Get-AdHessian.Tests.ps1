BeforeAll {
    Import-Module Autodiff
}

Describe 'Get-AdHessian' {
    It 'gives the matrix of second derivatives' {
        $f = New-AdFunction { param($v) $v[0] * $v[0] * $v[1] + $v[1] * $v[1] * $v[1] }
        $h = $f | Get-AdHessian | Invoke-AdCompiled -ArgumentList (, @(2.0, 3.0))
        $h.Shape | Should -Be 2, 2
        $h.Data | Should -Be 6, 4, 4, 18
    }

    It 'is a number for a function of one number' {
        $h = New-AdFunction { param($x) $x * $x * $x } | Get-AdHessian
        $r = 1.0, 2.0 | Invoke-AdCompiled $h
        $r | Should -Be 6, 12
        $r[0] | Should -BeOfType [double]
    }

    It 'has a property of a property for each pair of several parameters' {
        $f = New-AdFunction { param($x, $y) $x * $x * $y }
        $h = Invoke-AdCompiled (Get-AdHessian $f) 2.0 3.0
        ($h | ConvertTo-Json -Compress) | Should -Be '{"x":{"x":6.0,"y":4.0},"y":{"x":4.0,"y":0.0}}'
    }

    It 'is of the parameters that -Parameter names' {
        $f = New-AdFunction { param($x, $y) $x * $x * $y }
        Invoke-AdCompiled (Get-AdHessian $f -Parameter x) 2.0 3.0 | Should -Be 6
        $h = Invoke-AdCompiled (Get-AdHessian $f -Parameter y, x) 2.0 3.0
        $h.psobject.Properties.Name | Should -Be y, x
        $h.y.x | Should -Be 4
    }

    It 'gives by -Mode <_> the same numbers' -ForEach Auto, forward, Reverse {
        $f = New-AdFunction { param($v) [Ad]::Sum($v * $v * $v) }
        (Invoke-AdCompiled (Get-AdHessian $f -Mode $_) @(1.0, 2.0)).Data | Should -Be 6, 0, 0, 12
    }

    It 'takes each side of an if for the items that go there' {
        $h = New-AdFunction { param($x) if ($x -gt 0) { $x * $x * $x } else { 5 * $x * $x } } | Get-AdHessian
        -1.0, 1.0 | Invoke-AdCompiled $h | Should -Be 10, 6
    }

    It 'finds a minimum by Newton''s steps, as a script writes them' {
        $f = New-AdFunction { param($v) ($v[0] - 1) * ($v[0] - 1) + 4 * ($v[1] + 2) * ($v[1] + 2) + $v[0] * $v[1] }
        $gradient = $f | Get-AdGradient
        $hessian = $f | Get-AdHessian
        $v = New-AdTensor 0.0, 0.0
        $v = $v - [Ad]::Solve((Invoke-AdCompiled $hessian $v), (Invoke-AdCompiled $gradient $v))
        foreach ($slope in (Invoke-AdCompiled $gradient $v).Data) { [Math]::Round($slope, 12) | Should -Be 0 }
    }

    It 'refuses <what>, whatever -ErrorAction says' -ForEach @(
        @{ what = 'a parameter that the function lacks'; id = 'UnknownParameter'; cure = '-Parameter takes x'; code = { New-AdFunction { param($x) $x } | Get-AdHessian -Parameter q -ErrorAction Ignore } }
        @{ what = 'what is no function'; id = 'NoFunction'; cure = 'New-AdFunction'; code = { Get-AdHessian 5 -ErrorAction Ignore } }
        @{ what = 'a mode that there is not'; id = 'CannotConvertArgumentNoMessage'; cure = 'Auto, Forward, Reverse'; code = { New-AdFunction { param($x) $x } | Get-AdHessian -Mode Sideways -ErrorAction Ignore } }
    ) {
        $e = $code | Should -Throw -ErrorId "$id,Autodiff.PowerShell.GetAdHessianCommand" -PassThru
        $e.CategoryInfo.Category | Should -Be InvalidArgument
        $e.Exception.Message.Contains($cure) | Should -BeTrue -Because $e.Exception.Message
    }

    It 'says when it is called that the function must give one number' {
        $h = New-AdFunction -Name doubled { param($v) 2 * $v } | Get-AdHessian
        $e = { Invoke-AdCompiled $h @(1.0, 2.0) } | Should -Throw -ErrorId 'NotScalar,Autodiff.PowerShell.InvokeAdCompiledCommand' -PassThru
        "$($e.TargetObject)" | Should -Be 'hessian(doubled)(v)'
        $e.Exception.Message | Should -BeLike '*doubled*f64`[2`]*'
    }
}
