BeforeAll {
    Import-Module Autodiff
}

Describe 'Get-AdGradient' {
    It 'gives first and second derivatives' {
        $f = New-AdFunction { param($x) $x * $x * $x }
        Invoke-AdCompiled $f 2.0 | Should -Be 8
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
        $g | Should -BeOfType [hashtable]
        $g.w | Should -Be 6
        $g.b | Should -Be 1
    }

    It 'gives one gradient bare, and several in an object, in the order of -Parameter' {
        $f = New-AdFunction { param($x, $y) $x * $x * $y }
        Invoke-AdCompiled ($f | Get-AdGradient -Parameter x) 2.0 3.0 | Should -BeOfType [double]
        $all = Invoke-AdCompiled ($f | Get-AdGradient) 2.0 3.0
        $all.psobject.Properties.Name | Should -Be x, y
        $all.x, $all.y | Should -Be 12, 4
        (Invoke-AdCompiled (Get-AdGradient $f -Parameter y, x) 2.0 3.0 | ConvertTo-Json -Compress) | Should -Be '{"y":4.0,"x":12.0}'
    }

    It 'gives the value too by -WithValue, and by -Auxiliary what else the function gives' {
        $f = New-AdFunction { param($x) $x * $x; $x + 1 }
        $r = Invoke-AdCompiled ($f | Get-AdGradient -WithValue -Auxiliary) 3.0
        $r.Value, $r.Gradient, $r.Auxiliary | Should -Be 9, 6, 4
        (Invoke-AdCompiled ($f | Get-AdGradient -Auxiliary) 3.0).psobject.Properties.Name | Should -Be Gradient, Auxiliary
        $square = New-AdFunction { param($x) $x * $x }
        (Invoke-AdCompiled ($square | Get-AdGradient -WithValue) 3.0 | ConvertTo-Json -Compress) | Should -Be '{"Value":9.0,"Gradient":6.0}'
    }

    It 'gives by -Mode <_> the same numbers' -ForEach Reverse, Forward {
        $f = New-AdFunction { param($v) [Ad]::Sum($v * $v * $v) }
        (Invoke-AdCompiled (Get-AdGradient $f -Mode $_) @(1.0, 2.0, 3.0)).Data | Should -Be 3, 12, 27
    }

    It 'gives the slope at each row of a CSV file' {
        Set-Content TestDrive:/points.csv 'name,x', 'a,1', 'b,2', 'c,2.5'
        $g = New-AdFunction { param($x) $x * $x } | Get-AdGradient
        $rows = Import-Csv TestDrive:/points.csv | Invoke-AdCompiled $g -PropertyName slope
        $rows.slope | Should -Be 2, 4, 5
        ($rows | Measure-Object slope -Maximum).Maximum | Should -Be 5
        ($rows | Format-Table name, slope | Out-String) | Should -Match 'c +5\.00'
    }

    It 'is shown under the name of what it derives' {
        $f = New-AdFunction -Name square { param($x) $x * $x }
        ($f | Get-AdGradient | Out-String -Stream | Where-Object Length)[2] | Should -Match '^grad\(square\) +x +0$'
    }

    It 'refuses <what>, whatever -ErrorAction says' -ForEach @(
        @{ what = 'a parameter that the function lacks'; id = 'UnknownParameter'; target = 'f(x, y)'; cure = '-Parameter takes x, y'; code = { New-AdFunction { param($x, $y) $x } | Get-AdGradient -Parameter q -ErrorAction Ignore } }
        @{ what = 'what is no function'; id = 'NoFunction'; target = '5'; cure = 'New-AdFunction'; code = { 5 | Get-AdGradient -ErrorAction Ignore } }
    ) {
        $e = $code | Should -Throw -ErrorId "$id,Autodiff.PowerShell.GetAdGradientCommand" -PassThru
        $e.CategoryInfo.Category | Should -Be InvalidArgument
        "$($e.TargetObject)" | Should -Be $target
        $e.Exception.Message.Contains($cure) | Should -BeTrue -Because $e.Exception.Message
    }

    It 'says when it is called what to write for <what>' -ForEach @(
        @{ what = 'a function of several numbers'; id = 'NotScalar'; cure = '[Ad]::Sum', 'Get-AdJacobian', 'Get-AdVjp'; code = { New-AdFunction { param($v) $v * 2 } | Get-AdGradient | Invoke-AdCompiled -ArgumentList (, @(1.0, 2.0)) } }
        @{ what = 'an index'; id = 'FloatingIndex'; cure = @('-Parameter'); code = { Invoke-AdCompiled (New-AdFunction { param($v, $i) [Ad]::Take($v, $i) } | Get-AdGradient) @(1.0, 2.0) 1 } }
        @{ what = 'text alone'; id = 'NothingToDifferentiate'; cure = @('floating-point'); code = { Invoke-AdCompiled (New-AdFunction { param([string] $s) 1.0 } | Get-AdGradient) 'a' } }
        @{ what = '-Auxiliary of one result'; id = 'NoAuxiliary'; cure = @('several results'); code = { Invoke-AdCompiled (New-AdFunction { param($x) $x } | Get-AdGradient -Auxiliary) 1.0 } }
    ) {
        $e = $code | Should -Throw -ErrorId "$id,Autodiff.PowerShell.InvokeAdCompiledCommand" -PassThru
        foreach ($word in $cure) { $e.Exception.Message.Contains($word) | Should -BeTrue -Because $e.Exception.Message }
    }
}
