BeforeAll {
    Import-Module Autodiff
}

Describe 'Invoke-AdCompiled' {
    BeforeAll {
        $square = New-AdFunction -Name square { param($x) $x * $x }
        $line = New-AdFunction -Name line { param($x, $k) $k * $x }
        $both = New-AdFunction -Name both { param($x) $x; $x * $x }
    }

    It 'takes arguments by position, by name and as a list, also negative ones' {
        Invoke-AdCompiled $line 3.0 2.0 | Should -Be 6
        Invoke-AdCompiled $line -NamedArgument @{ k = 2.0; X = 3.0 } | Should -Be 6
        Invoke-AdCompiled $line -ArgumentList 3.0, 2.0 | Should -Be 6
        Invoke-AdCompiled $line 3.0 -NamedArgument @{ k = 2.0 } | Should -Be 6
        Invoke-AdCompiled $square -1.5 | Should -Be 2.25
    }

    It 'takes an array after the function as one argument, and in -ArgumentList as (, $array)' {
        $sum = New-AdFunction { param($v) [Ad]::Sum($v) }
        $v = 1.0, 2.0, 3.0
        Invoke-AdCompiled $sum $v | Should -Be 6
        Invoke-AdCompiled $sum -ArgumentList (, $v) | Should -Be 6
        $v, $v | Invoke-AdCompiled $sum | Should -Be 6, 6
    }

    It 'calls each function that is piped' {
        $square, ($square | Get-AdGradient) | Invoke-AdCompiled -ArgumentList 3.0 | Should -Be 9, 6
        $square | Invoke-AdCompiled -NamedArgument @{ x = 3.0 } | Should -Be 9
    }

    It 'makes a call of each item, which goes to the first parameter left over' {
        (1..4 | Invoke-AdCompiled $square | Measure-Object -Sum).Sum | Should -Be 30
        1..3 | Invoke-AdCompiled $line -NamedArgument @{ k = 10 } | Should -Be 10, 20, 30
        1..3 | Invoke-AdCompiled $line 10 | Should -Be 10, 20, 30
        1..1000000 | Invoke-AdCompiled $square | Select-Object -First 2 | Should -Be 1, 4
    }

    It 'gives numbers of .NET, each of the type of its dtype, and tensors by -AsTensor' {
        Invoke-AdCompiled $square 3 | Should -BeOfType [int]
        Invoke-AdCompiled $square ([long] 3) | Should -BeOfType [long]
        Invoke-AdCompiled { param($x) $x } ([float] 3) | Should -BeOfType [float]
        Invoke-AdCompiled $square ([float] 3) | Should -BeOfType [double] -Because 'PowerShell computes with [float] as [double]'
        Invoke-AdCompiled $square '3' | Should -BeOfType [double]
        $t = 3.0 | Invoke-AdCompiled $square -AsTensor
        $t | Should -BeOfType ([Autodiff.Tensor])
        $t.Item() | Should -Be 9
    }

    It 'gives several results as an array, taken apart where it is the only one' {
        $a, $b = Invoke-AdCompiled $both 3.0
        $a, $b | Should -Be 3, 9
        $rows = 2.0, 3.0 | Invoke-AdCompiled $both
        $rows | Should -HaveCount 2
        $rows[1] | Should -Be 3, 9
    }

    It 'gives results in the structure that the block made' {
        $table = New-AdFunction { param($x) @{ square = $x * $x; sign = [Ad]::Sign($x) } }
        (Invoke-AdCompiled $table -3.0 | ConvertTo-Json -Compress) | Should -BeIn '{"square":9.0,"sign":-1.0}', '{"sign":-1.0,"square":9.0}'
        $object = New-AdFunction { param($x) [pscustomobject]@{ side = [Ad]::Sign($x); square = $x * $x } }
        $groups = -1.0, 2.0, 3.0 | Invoke-AdCompiled $object | Group-Object side | Sort-Object Name
        $groups.Name | Should -Be -1, 1
        $groups[1].Group.square | Should -Be 4, 9
    }

    It 'binds the rows of a CSV file by the names of their columns, and adds results to copies of them' {
        Set-Content TestDrive:/people.csv 'name,weight,height', 'Ada,60,1.5', 'Max,80,2'
        $bmi = New-AdFunction { param($weight, $height) $weight / ($height * $height) }
        $people = Import-Csv TestDrive:/people.csv
        $rows = $people | Invoke-AdCompiled $bmi -PropertyName bmi
        $rows | Select-Object name, @{ n = 'bmi'; e = { [Math]::Round($_.bmi, 3) } } | ConvertTo-Csv | Should -Be '"name","bmi"', '"Ada","26.667"', '"Max","20"'
        $people[0].psobject.Properties.Name | Should -Not -Contain bmi
        $pair = 2, 3 | Invoke-AdCompiled $both -PropertyName same, square
        ($pair | ConvertTo-Json -Compress) | Should -Be '[{"x":2,"same":2,"square":4},{"x":3,"same":3,"square":9}]'
        ($pair | Format-Table | Out-String) | Should -Match '(?m)^ *3 +3 +9\r?$'
    }

    It 'writes an error about one item, and goes on with the others' {
        $results = 1.0, 'abc', 3.0 | Invoke-AdCompiled $square -ErrorAction SilentlyContinue -ErrorVariable failures
        $results | Should -Be 1, 9
        $failures | Should -HaveCount 1
        $failures[0].FullyQualifiedErrorId | Should -Be 'NotANumber,Autodiff.PowerShell.InvokeAdCompiledCommand'
        $failures[0].CategoryInfo.Category | Should -Be InvalidType
        $failures[0].TargetObject | Should -Be abc
        { 1.0, 'abc', 3.0 | Invoke-AdCompiled $square -ErrorAction Stop } | Should -Throw -ErrorId 'NotANumber,Autodiff.PowerShell.InvokeAdCompiledCommand'
    }

    It 'names what a row lacks, and goes on with the others' {
        $rows = [pscustomobject]@{ x = 2; k = 5 }, [pscustomobject]@{ x = 1 }, @{ x = 3; k = 5 }
        $results = $rows | Invoke-AdCompiled $line -ErrorAction SilentlyContinue -ErrorVariable failures
        $results | Should -Be 10, 15
        $failures | Should -HaveCount 1
        $failures[0].FullyQualifiedErrorId | Should -Be 'MissingArgument,Autodiff.PowerShell.InvokeAdCompiledCommand'
        $failures[0].TargetObject | Should -Be $rows[1]
        $failures[0].Exception.Message | Should -BeLike "*'k'*"
    }

    It 'ends with an error of the trace, which names line, operation and shapes' {
        $f = New-AdFunction {
            param($x)
            [Ad]::MatMul($x, $x)
        }
        $line = $f.ScriptBlock.StartPosition.StartLine + 2
        $e = { [Ad]::Ones(@(2, 3)), [Ad]::Ones(@(2, 2)) | Invoke-AdCompiled $f -ErrorAction Ignore } | Should -Throw -ErrorId 'ShapeMismatch,Autodiff.PowerShell.InvokeAdCompiledCommand' -PassThru
        $e.Exception.Message | Should -BeLike "*line ${line}: MatMul: *`[2,3`]*`[2,3`]*"
    }

    It 'refuses <what>, whatever -ErrorAction says' -ForEach @(
        @{ what = 'a call without a function'; id = 'NoFunction'; cure = 'New-AdFunction'; code = { Invoke-AdCompiled 1.0 -ErrorAction Ignore } }
        @{ what = 'two arguments for one parameter'; id = 'WrongArgumentCount'; cure = '(, $a)'; code = { Invoke-AdCompiled $square -ArgumentList 1.0, 2.0 -ErrorAction Ignore } }
        @{ what = 'a missing argument'; id = 'MissingArgument'; cure = "'k'"; code = { Invoke-AdCompiled (New-AdFunction { param($x, [Parameter(Mandatory)] $k) $k * $x }) 1.0 -ErrorAction Ignore } }
        @{ what = 'a name that the function lacks'; id = 'UnknownParameter'; cure = 'takes x, k'; code = { Invoke-AdCompiled $line -NamedArgument @{ q = 1.0 } -ErrorAction Ignore } }
        @{ what = 'arguments given two ways'; id = 'AmbiguousArgument'; cure = '-ArgumentList'; code = { Invoke-AdCompiled $square 1.0 -ArgumentList 1.0 -ErrorAction Ignore } }
        @{ what = 'more names than results'; id = 'WrongResultCount'; cure = '2 names'; code = { 1.0 | Invoke-AdCompiled $square -PropertyName a, b -ErrorAction Ignore } }
        @{ what = 'a batch of none'; id = 'ParameterArgumentValidationError'; cure = 'BatchSize'; code = { 1.0 | Invoke-AdCompiled $square -BatchSize 0 } }
        @{ what = 'a backend that there is not'; id = 'ParameterArgumentValidationError'; cure = 'Auto,Managed,Xla'; code = { Invoke-AdCompiled $square 1.0 -Backend Gpu } }
        @{ what = 'several devices of Managed'; id = 'NeedsXla'; cure = '-Backend Xla'; code = { Invoke-AdCompiled $square 1.0 -Backend Managed -DeviceCount 2 -ShardAxis @{ x = 0 } -ErrorAction Ignore } }
    ) {
        $e = $code | Should -Throw -ErrorId "$id,Autodiff.PowerShell.InvokeAdCompiledCommand" -PassThru
        $e.Exception.Message.Contains($cure) | Should -BeTrue -Because $e.Exception.Message
    }

    It 'computes by -BatchSize what one by one gives, in order' {
        $f = New-AdFunction { param($x) if ($x -gt 0) { $x * $x } else { -$x } }
        -1.0, 2.0, 3.0, -4.0, 5.0 | Invoke-AdCompiled $f -BatchSize 2 | Should -Be 1, 4, 9, 4, 25
        $rows = 1, 2, 3 | Invoke-AdCompiled $square -BatchSize 2 -PropertyName y
        $rows | ForEach-Object { "$($_.x):$($_.y)" } | Should -Be 1:1, 2:4, 3:9
    }

    It 'gives a tensor up by -Donate, after which its use is an error' {
        $step = New-AdFunction -Name step { param($w) $w - 1 }
        $w = New-AdTensor 1.0, 2.0
        (Invoke-AdCompiled $step $w -Donate w).Data | Should -Be 0, 1
        { $w + 1 } | Should -Throw '*-Donate*'
        ($w | Out-String) | Should -BeLike '*-Donate*'
        { Invoke-AdCompiled $step (New-AdTensor 1.0) -Donate q -ErrorAction Ignore } | Should -Throw -ErrorId 'UnknownParameter,Autodiff.PowerShell.InvokeAdCompiledCommand'
    }

    It 'says by -Verbose what is traced, once, and shows [Ad]::Print at each call' {
        $f = New-AdFunction -Name shown { param($x) [Ad]::Print('x is {0}', $x); $x * 2 }
        $first = Invoke-AdCompiled $f 2.0 -Verbose -InformationVariable text 4>&1 6>$null
        ($first | Where-Object { $_ -is [Management.Automation.VerboseRecord] }) -join "`n" | Should -BeLike '*trace shown(f64*'
        "$text" | Should -Be 'x is 2'
        $second = Invoke-AdCompiled $f 3.0 -Verbose -InformationVariable text 4>&1 6>$null
        $second | Should -Be 6
        "$text" | Should -Be 'x is 3'
    }

    It 'gives on XLA what Managed gives, on one device or divided among several' -Skip:(-not $env:AUTODIFF_PJRT_PLUGIN -and $env:AUTODIFF_REQUIRE_XLA -ne 1) {
        1.0, -2.0, 3 | Invoke-AdCompiled $square -Backend Xla | Should -Be 1, 4, 9
        Invoke-AdCompiled $square 3.0 -Device cpu:1 | Should -Be 9
        $loss = New-AdFunction { param($w, $x) [Ad]::Sum([Ad]::MatMul($x, $w)) }
        $x = New-AdTensor (1..8) -Shape 4, 2 -DType f64
        (Invoke-AdCompiled ($loss | Get-AdGradient -Parameter w) @(1.0, 1.0) $x -DeviceCount 4 -ShardAxis @{ x = 0 }).Data | Should -Be 16, 20
        $e = { Invoke-AdCompiled $square 3.0 -Device cpu:99 -ErrorAction Ignore } | Should -Throw -PassThru
        $e.Exception.Message | Should -BeLike '*cpu:99*'
    }
}
