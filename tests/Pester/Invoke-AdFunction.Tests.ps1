BeforeAll {
    Import-Module Autodiff
}

Describe 'Invoke-AdFunction' {
    BeforeAll {
        $f = New-AdFunction { param($x, $k = 2) $y = $x * $k; $y + 1 }
    }

    It 'gives what Invoke-AdCompiled gives' {
        Invoke-AdFunction $f 3.0 | Should -Be (Invoke-AdCompiled $f 3.0)
        Invoke-AdFunction $f 3.0 | Should -BeOfType [double]
        Invoke-AdFunction $f -NamedArgument @{ k = 10.0; x = 3.0 } | Should -Be 31
        Invoke-AdFunction $f -ArgumentList 3.0, 5.0 | Should -Be 16
        1.0, 2.0 | Invoke-AdFunction $f | Should -Be 3, 5
        $f, ($f | Get-AdGradient) | Invoke-AdFunction -ArgumentList 3.0, 5.0 | Select-Object -First 1 | Should -Be 16
    }

    It 'shows each operation with its numbers and the line by -Debug' {
        $all = Invoke-AdFunction $f 3.0 -Debug 5>&1
        $records = @($all | Where-Object { $_ -is [Management.Automation.DebugRecord] })
        $records | Should -HaveCount 2
        $records[0].Message | Should -BeLike "*line $($f.ScriptBlock.StartPosition.StartLine): mul 3:*2:*-> 6:*"
        $records[1].Message | Should -BeLike '*add 6:*1:*-> 7:*'
        $all[-1] | Should -Be 7
    }

    It 'shows nothing without -Debug' {
        Invoke-AdFunction $f 3.0 5>&1 | Should -Be 7
    }

    It 'shows the operations of a gradient too' {
        $g = New-AdFunction { param($x) [Ad]::Sin($x) } | Get-AdGradient
        "$(Invoke-AdFunction $g 0.0 -Debug 5>&1)" | Should -BeLike '*cos 0:* -> 1:*'
    }

    It 'adds results to copies of the rows of a table' {
        $rows = 'x,k', '1,2', '3,4' | ConvertFrom-Csv | Invoke-AdFunction $f -PropertyName y
        $rows | ConvertTo-Csv | Should -Be '"x","k","y"', '"1","2","3"', '"3","4","13"'
    }

    It 'gives several results as an array, and tensors by -AsTensor' {
        $both = New-AdFunction { param($x) $x; $x * $x }
        $a, $b = Invoke-AdFunction $both 3.0
        $a, $b | Should -Be 3, 9
        Invoke-AdFunction $f 3.0 -AsTensor | Should -BeOfType ([Autodiff.Tensor])
    }

    It 'writes an error about one item, and goes on with the others' {
        $results = 1.0, 'abc', 3.0 | Invoke-AdFunction $f -ErrorAction SilentlyContinue -ErrorVariable failures
        $results | Should -Be 3, 7
        $failures | Should -HaveCount 1
        $failures[0].FullyQualifiedErrorId | Should -Be 'NotANumber,Autodiff.PowerShell.InvokeAdFunctionCommand'
        $failures[0].CategoryInfo.Category | Should -Be InvalidType
        $failures[0].TargetObject | Should -Be abc
    }

    It 'refuses <what>, whatever -ErrorAction says' -ForEach @(
        @{ what = 'a call without a function'; id = 'NoFunction'; cure = 'New-AdFunction'; code = { Invoke-AdFunction -ErrorAction Ignore } }
        @{ what = 'too many arguments'; id = 'WrongArgumentCount'; cure = '(x, k) takes 2'; code = { Invoke-AdFunction $f 1.0 2.0 3.0 -ErrorAction Ignore } }
        @{ what = 'shapes that do not fit'; id = 'ShapeMismatch'; cure = 'Add: '; code = { Invoke-AdFunction (New-AdFunction { param($x) $x + @(1.0, 2.0) }) @(1.0, 2.0, 3.0) -ErrorAction Ignore } }
    ) {
        $e = $code | Should -Throw -ErrorId "$id,Autodiff.PowerShell.InvokeAdFunctionCommand" -PassThru
        $e.Exception.Message.Contains($cure) | Should -BeTrue -Because $e.Exception.Message
    }
}
