BeforeAll {
    Import-Module Autodiff
}

Describe 'Get-AdVjp' {
    It 'gives the product of a cotangent with the derivative' {
        $v = New-AdFunction { param($x) $x * $x } | Get-AdVjp
        "$v" | Should -Be 'vjp(f)(x, Cotangent)'
        (Invoke-AdCompiled $v @(1.0, 2.0) @(1.0, 10.0)).Data | Should -Be 2, 40
    }

    It 'has a property for each of several parameters, in the order of -Parameter' {
        $f = New-AdFunction { param($x, $y) $x * $y }
        $r = Invoke-AdCompiled (Get-AdVjp $f -Parameter y, x) 2.0 3.0 1.0
        $r.psobject.Properties.Name | Should -Be y, x
        $r.x, $r.y | Should -Be 3, 2
        Invoke-AdCompiled (Get-AdVjp $f -Parameter x) 2.0 3.0 10.0 | Should -Be 30
    }

    It 'takes a cotangent in the structure of the result, and zero for what is left out' {
        $v = New-AdFunction { param($x) @{ square = $x * $x; cube = $x * $x * $x } } | Get-AdVjp
        Invoke-AdCompiled $v 2.0 @{ square = 1.0; cube = 1.0 } | Should -Be 16
        Invoke-AdCompiled $v 2.0 @{ cube = 1.0 } | Should -Be 12
    }

    It 'takes $null for one of several results' {
        $v = New-AdFunction { param($x) $x * $x; 5 * $x } | Get-AdVjp
        Invoke-AdCompiled $v 3.0 @(1.0, $null) | Should -Be 6
        Invoke-AdCompiled $v 3.0 @($null, 1.0) | Should -Be 5
    }

    It 'agrees with Get-AdJvp' {
        $f = New-AdFunction { param($v) [Ad]::Tanh([Ad]::CumSum($v)) }
        $x, $dx, $ct = @(0.1, 0.2, 0.3), @(1.0, -2.0, 0.5), @(0.7, 0.1, -1.0)
        $forward = [Ad]::Dot((Invoke-AdCompiled ($f | Get-AdJvp) $x $dx).Tangent, $ct).Item()
        $reverse = [Ad]::Dot((Invoke-AdCompiled ($f | Get-AdVjp) $x $ct), $dx).Item()
        [Math]::Round($forward - $reverse, 12) | Should -Be 0
    }

    It 'binds objects of a pipeline by the names of the parameters and Cotangent' {
        $v = New-AdFunction { param($x) $x * $x } | Get-AdVjp
        'x,cotangent', '3,1', '3,-2' | ConvertFrom-Csv | Invoke-AdCompiled $v | Should -Be 6, -12
    }

    It 'refuses <what>, whatever -ErrorAction says' -ForEach @(
        @{ what = 'a parameter that the function lacks'; id = 'UnknownParameter'; cure = '-Parameter takes x'; code = { New-AdFunction { param($x) $x } | Get-AdVjp -Parameter q -ErrorAction Ignore } }
        @{ what = 'what is no function'; id = 'NoFunction'; cure = 'New-AdFunction'; code = { 1.0 | Get-AdVjp -ErrorAction Ignore } }
    ) {
        $e = $code | Should -Throw -ErrorId "$id,Autodiff.PowerShell.GetAdVjpCommand" -PassThru
        $e.CategoryInfo.Category | Should -Be InvalidArgument
        $e.Exception.Message.Contains($cure) | Should -BeTrue -Because $e.Exception.Message
    }

    It 'says when it is called what is wrong with a cotangent: <what>' -ForEach @(
        @{ what = 'none'; id = 'MissingArgument'; category = 'InvalidArgument'; cure = "'Cotangent'"; arguments = @(, @(1.0, 2.0)) }
        @{ what = 'another shape'; id = 'ShapeMismatch'; category = 'InvalidData'; cure = '[2]'; arguments = @(@(1.0, 2.0), @(1.0, 2.0, 3.0)) }
        @{ what = 'a part that there is not'; id = 'StructureMismatch'; category = 'InvalidData'; cure = "'q'"; arguments = @(@{ a = 1.0 }, @{ q = 1.0 }) }
    ) {
        $v = New-AdFunction { param($p) $p } | Get-AdVjp
        $e = { Invoke-AdCompiled $v -ArgumentList $arguments } | Should -Throw -ErrorId "$id,Autodiff.PowerShell.InvokeAdCompiledCommand" -PassThru
        $e.CategoryInfo.Category | Should -Be $category
        $e.Exception.Message.Contains($cure) | Should -BeTrue -Because $e.Exception.Message
    }
}
