BeforeAll {
    Import-Module Autodiff
}

Describe 'Get-AdJvp' {
    It 'gives the value and the derivative along a direction' {
        $j = New-AdFunction { param($v) [Ad]::Sum($v * $v) } | Get-AdJvp
        "$j" | Should -Be 'jvp(f)(v, Tangent)'
        $r = Invoke-AdCompiled $j @(1.0, 2.0) @(10.0, 1.0)
        $r.psobject.Properties.Name | Should -Be Value, Tangent
        $r.Value, $r.Tangent | Should -Be 5, 24
    }

    It 'takes the tangent of several parameters by name, and zero for those left out' {
        $j = New-AdFunction { param($x, $y) $x * $y } | Get-AdJvp
        (Invoke-AdCompiled $j 2.0 3.0 @{ x = 1.0; y = 1.0 }).Tangent | Should -Be 5
        (Invoke-AdCompiled $j 2.0 3.0 @{ x = 1.0 }).Tangent | Should -Be 3
        (Invoke-AdCompiled $j 2.0 3.0 ([pscustomobject]@{ y = 1.0; x = $null })).Tangent | Should -Be 2
    }

    It 'takes the tangent of the one parameter that -Parameter names as it is' {
        $j = New-AdFunction { param($x, $y) $x * $y } | Get-AdJvp -Parameter y
        (Invoke-AdCompiled $j 2.0 3.0 10.0).Tangent | Should -Be 20
    }

    It 'keeps the structure of the result in the tangent' {
        $j = Get-AdJvp (New-AdFunction { param($x) @{ square = $x * $x; cube = $x * $x * $x } })
        $r = Invoke-AdCompiled $j 2.0 1.0
        $r.Value.cube, $r.Tangent.square, $r.Tangent.cube | Should -Be 8, 4, 12
    }

    It 'binds objects of a pipeline by the names of the parameters and Tangent' {
        $j = New-AdFunction { param($x) $x * $x } | Get-AdJvp
        $rows = 'x,tangent', '3,1', '3,-2' | ConvertFrom-Csv | Invoke-AdCompiled $j
        $rows.Tangent | Should -Be 6, -12
        ($rows[0] | ConvertTo-Json -Compress) | Should -Be '{"Value":9.0,"Tangent":6.0}'
    }

    It 'can be differentiated again' {
        $slope = New-AdFunction { param($x) $j = New-AdFunction { param($y) $y * $y * $y } | Get-AdJvp; $j.Invoke($x, 1.0).Tangent }
        $slope | Get-AdGradient | Invoke-AdCompiled -ArgumentList 2.0 | Should -Be 12
    }

    It 'refuses <what>, whatever -ErrorAction says' -ForEach @(
        @{ what = 'a parameter that the function lacks'; id = 'UnknownParameter'; cure = '-Parameter takes x'; code = { New-AdFunction { param($x) $x } | Get-AdJvp -Parameter q -ErrorAction Ignore } }
        @{ what = 'what is no function'; id = 'NoFunction'; cure = 'New-AdFunction'; code = { 1.0 | Get-AdJvp -ErrorAction Ignore } }
    ) {
        $e = $code | Should -Throw -ErrorId "$id,Autodiff.PowerShell.GetAdJvpCommand" -PassThru
        $e.CategoryInfo.Category | Should -Be InvalidArgument
        $e.Exception.Message.Contains($cure) | Should -BeTrue -Because $e.Exception.Message
    }

    It 'says when it is called what is wrong with a tangent: <what>' -ForEach @(
        @{ what = 'none'; id = 'MissingArgument'; category = 'InvalidArgument'; cure = "'Tangent'"; arguments = @(, @(1.0, 2.0)) }
        @{ what = 'another shape'; id = 'ShapeMismatch'; category = 'InvalidData'; cure = '[2]'; arguments = @(@(1.0, 2.0), @(1.0, 2.0, 3.0)) }
        @{ what = 'a part that there is not'; id = 'StructureMismatch'; category = 'InvalidData'; cure = "'q'"; arguments = @(@{ a = 1.0 }, @{ q = 1.0 }) }
    ) {
        $j = New-AdFunction { param($p) $p } | Get-AdJvp
        $e = { Invoke-AdCompiled $j -ArgumentList $arguments } | Should -Throw -ErrorId "$id,Autodiff.PowerShell.InvokeAdCompiledCommand" -PassThru
        $e.CategoryInfo.Category | Should -Be $category
        $e.Exception.Message.Contains($cure) | Should -BeTrue -Because $e.Exception.Message
    }
}
