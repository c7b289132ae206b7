BeforeAll {
    Import-Module Autodiff
}

Describe 'New-AdFunction' {
    It 'makes a function of a script block, with the parameters of the block' {
        $f = New-AdFunction { param($x, $y) $x * $y }
        $f | Should -BeOfType ([Autodiff.Function])
        "$f" | Should -Be 'f(x, y)'
        $f.Parameters | Should -Be x, y
        Invoke-AdCompiled $f 2.0 3.0 | Should -Be 6
    }

    It 'makes a function of a PowerShell function that is there' {
        function Get-Price($Units) { if ($Units -gt 10) { 0.9 * $Units } else { $Units } }
        $price = New-AdFunction -Command Get-Price
        "$price" | Should -Be 'Get-Price(Units)'
        5.0, 20.0 | Invoke-AdCompiled ($price | Get-AdGradient) | Should -Be 1, 0.9
    }

    It 'takes commands from the pipeline, as names, as aliases and as Get-Command gives them' {
        function Get-Double($x) { 2 * $x }
        Set-Alias double Get-Double
        $functions = 'Get-Double', 'double', (Get-Command Get-Double) | New-AdFunction
        $functions.Name | Should -Be Get-Double, Get-Double, Get-Double
        $functions | Invoke-AdCompiled -ArgumentList 4.0 | Should -Be 8, 8, 8
    }

    It 'makes a function of a script file' {
        Set-Content TestDrive:/cube.ps1 'param($x) $x * $x * $x'
        $cube = New-AdFunction -Command (Get-Item TestDrive:/cube.ps1).FullName
        $cube.Name | Should -Be cube
        $cube | Get-AdGradient | Invoke-AdCompiled -ArgumentList 2.0 | Should -Be 12
    }

    It 'calls the function as -Name says, in derived functions too' {
        $f = New-AdFunction -Name loss { param($x) $x * $x }
        "$f" | Should -Be 'loss(x)'
        "$($f | Get-AdGradient)" | Should -Be 'grad(loss)(x)'
    }

    It 'keeps the block as plain PowerShell' {
        $f = New-AdFunction { param($x) $x * 2 }
        & $f.ScriptBlock 4 | Should -BeOfType [int]
        & $f.ScriptBlock 'ab' | Should -Be 'abab'
    }

    It 'hands a -StaticParameter on as it is, and traces once for each value of it' {
        $f = New-AdFunction -StaticParameter names { param($x, $names) $x * $names.Count * $names[0].Length }
        2.0, 3.0 | Invoke-AdCompiled $f -NamedArgument @{ names = 'abc', 'd' } | Should -Be 12, 18
        Invoke-AdCompiled $f 2.0 @('ab') | Should -Be 4
        $f.Signatures.Count | Should -Be 2
    }

    It 'needs no argument for a parameter with a default' {
        $f = New-AdFunction { param($x, $k = 3) $x * $k }
        Invoke-AdCompiled $f 2.0 | Should -Be 6
        Invoke-AdCompiled $f 2.0 5.0 | Should -Be 10
    }

    It 'sees a variable that changes around it' {
        $k = 2
        $f = New-AdFunction { param($x) $k * $x }
        Invoke-AdCompiled $f 3.0 | Should -Be 6
        $k = 5
        Invoke-AdCompiled $f 3.0 | Should -Be 15
    }

    It 'is shown as a table of name, parameters and signatures' {
        $f = New-AdFunction -Name loss { param($x, $y) $x * $y }
        $lines = $f | Out-String -Stream | Where-Object Length
        $lines | Should -HaveCount 3
        $lines[0] | Should -Match '^Name +Parameters +Signatures$'
        $lines[2] | Should -Match '^loss +x, y +0$'
        ($f | Format-List | Out-String) | Should -Match '(?s)Name +: loss.*Parameters +: \{x, y\}.*ScriptBlock +: +param\(\$x, \$y\)'
    }

    It 'shows what has been traced by signature' {
        $f = New-AdFunction { param($x) if ($x -gt 0) { $x } else { -$x } }
        $null = 1.0, -2.0, 3 | Invoke-AdCompiled $f
        $f.Signatures | ForEach-Object { "$($_.Arguments): $($_.Paths)" } | Sort-Object | Should -Be 'f64[]*: 2', 'i32[]*: 1'
        ($f.Signatures | Out-String -Stream | Where-Object Length)[0] | Should -Match '^Arguments +Paths +Calls$'
    }

    It 'refuses <what>, whatever -ErrorAction says' -ForEach @(
        @{ what = 'a block without parameters'; id = 'NoParameters'; category = 'InvalidArgument'; target = ' $x '; cure = 'param($x)'; code = { New-AdFunction { $x } -ErrorAction Ignore } }
        @{ what = 'a command that is not there'; id = 'CommandNotFound'; category = 'ObjectNotFound'; target = 'Get-Nothing'; cure = "'Get-Nothing'"; code = { New-AdFunction -Command Get-Nothing -ErrorAction Ignore } }
        @{ what = 'a cmdlet'; id = 'NotAFunction'; category = 'InvalidType'; target = 'Get-Item'; cure = 'function written in PowerShell'; code = { 'Get-Item' | New-AdFunction -ErrorAction Ignore } }
        @{ what = 'a -StaticParameter that the block lacks'; id = 'UnknownParameter'; category = 'InvalidArgument'; target = ' param($x, $y) $x '; cure = '(x, y)'; code = { New-AdFunction { param($x, $y) $x } -StaticParameter q -ErrorAction Ignore } }
    ) {
        $e = $code | Should -Throw -ErrorId "$id,Autodiff.PowerShell.NewAdFunctionCommand" -PassThru
        $e.CategoryInfo.Category | Should -Be $category
        "$($e.TargetObject)" | Should -Be $target
        $e.Exception.Message.Contains($cure) | Should -BeTrue -Because $e.Exception.Message
    }
}
