# The module in scripts that nobody watches: exit codes, strictness, errors and what is written to files.

BeforeAll {
    Import-Module Autodiff
    Import-Module $PSScriptRoot/Pwsh.psm1

    $double = New-AdFunction { param($x) $x * 2 }
    $escape = [char]27
}

Describe 'pwsh -NonInteractive -File' {
    BeforeAll {
        $script = Join-Path $TestDrive 'a script.ps1'
        Set-Content $script @'
            param($Case, [double] $X)
            Import-Module Autodiff
            $f = New-AdFunction { param($x) if ($x -gt 0) { $x * $x } else { throw "$x is no positive number" } }
            switch ($Case) {
                Value { Invoke-AdCompiled ($f | Get-AdGradient) $X }
                Item { $X, 'abc', $X | Invoke-AdCompiled $f }
                Call { Invoke-AdCompiled $f 'abc'; 'and on' }
                Stop { $ErrorActionPreference = 'Stop'; $X, 'abc', $X | Invoke-AdCompiled $f; 'and on' }
                Throw { $ErrorActionPreference = 'Stop'; Invoke-AdCompiled (New-AdFunction { throw 'no number' }); 'and on' }
                Own { if ((Invoke-AdCompiled $f $X) -gt 1) { exit 7 } }
                Missing { New-AdFunction; 'and on' }
                Confirm { Install-AdRuntime -Path $PSCommandPath -Confirm; 'and on' }
            }
'@
        function Invoke-Case { Invoke-Pwsh -File $script -ArgumentList $args }
    }

    It 'ends in exit code 0 after a script that went well, and prints its results' {
        $run = Invoke-Case Value 3
        $run.ExitCode | Should -Be 0
        $run.Output.Trim() | Should -Be 6
        $run.ErrorOutput | Should -BeNullOrEmpty
    }

    It 'ends in exit code 0 after an error about one item, which is written, and goes on' {
        $run = Invoke-Case Item 3
        $run.ExitCode | Should -Be 0
        $run.Output.Trim() -split '\r?\n' | Should -Be 9, 9
        $run.ErrorOutput | Should -BeLike "Invoke-AdCompiled: *'abc'*"
    }

    It 'ends in exit code 0 after a call that failed, and goes on with the next statement, as after any error that nothing stops' {
        $run = Invoke-Case Call
        $run.ExitCode | Should -Be 0
        $run.Output.Trim() | Should -Be 'and on'
        $run.ErrorOutput | Should -BeLike "Invoke-AdCompiled: *'abc'*"
    }

    It 'ends in exit code 1 at the first error where $ErrorActionPreference is Stop' {
        $run = Invoke-Case Stop 3
        $run.ExitCode | Should -Be 1
        $run.Output.Trim() | Should -Be 9
        $run.ErrorOutput | Should -BeLike "Invoke-AdCompiled: *'abc'*"
    }

    It 'ends in exit code 1 after what a block throws, and shows its text and its line' {
        $run = Invoke-Case Throw
        $run.ExitCode | Should -Be 1
        $run.Output | Should -BeNullOrEmpty
        $run.ErrorOutput | Should -BeLike '*a script.ps1:9*no number*'
    }

    It 'ends in an exit code of its own' {
        (Invoke-Case Own 3).ExitCode | Should -Be 7
        (Invoke-Case Own 0.5).ExitCode | Should -Be 0
    }

    It 'asks nothing: what would ask is an error' {
        foreach ($case in 'Missing', 'Confirm') {
            $run = Invoke-Case $case
            $run.ExitCode | Should -Be 0
            $run.Output.Trim() | Should -Be 'and on'
            $run.ErrorOutput | Should -Match 'mandatory\s[\s|]*parameters: ScriptBlock|NonInteractive\s[\s|]*mode'
        }
    }
}

Describe 'Set-StrictMode -Version Latest' {
    It 'lets traces, conditions, trees, streams and objects be' {
        Set-StrictMode -Version Latest
        $loss = New-AdFunction {
            param($p, $x)
            $sum = 0.0
            foreach ($i in 0..2) { $sum += $p.w[$i] * $x }
            if ($sum -gt 1) { $sum } else { -$sum }
        }
        $r = Invoke-AdCompiled ($loss | Get-AdGradient -Parameter p -WithValue) @{ w = 1.0, 2.0, 3.0 } 0.5
        $r.Value | Should -Be 3
        $r.Gradient.w.Data | Should -Be 0.5, 0.5, 0.5
        Invoke-AdCompiled ($loss | Get-AdGradient -Parameter x) @{ w = 1.0, 2.0, 3.0 } 0.1 | Should -Be -6
        $rows = [pscustomobject]@{ a = 1.0; b = 2.0 }, [pscustomobject]@{ a = 3.0; b = 4.0 }
        ($rows | Invoke-AdCompiled (New-AdFunction { param($a, $b) $a * $b }) -PropertyName c).c | Should -Be 2, 12
        1.0, 2.0 | Invoke-AdCompiled $double -BatchSize 2 | Should -Be 2, 4
    }

    It 'lets tensors and functions be looked at' {
        Set-StrictMode -Version Latest
        $t = New-AdTensor 1, 2, 3
        $t.Count, $t.Length, $t.Rank, $t.Size, $t.Shape | Should -Be 3, 3, 1, 3, 3
        ($t | Out-String).Trim() | Should -Be '[1 2 3]'
        $double | Format-List | Out-String | Should -BeLike '*Parameters*x*'
        @($t * 2).Count | Should -Be 1
        ($double | Get-AdGraph -ArgumentList 1.0 | Out-String) | Should -BeLike '*mul*'
    }

    It 'makes an error of a variable of a block that is not set, and of a property that is not there' {
        Set-StrictMode -Version Latest
        $e = { New-AdFunction { param($x) $x * $nothingOfThatName } | Invoke-AdCompiled -ArgumentList 1.0 } | Should -Throw -PassThru
        $e.FullyQualifiedErrorId | Should -BeLike 'VariableIsUndefined*'
        $e.Exception.Message | Should -BeLike "*'`$nothingOfThatName'*"
        $e = { New-AdFunction { param($p) $p.nothing } | Invoke-AdCompiled -ArgumentList @{ w = 1.0 } } | Should -Throw -PassThru
        $e.FullyQualifiedErrorId | Should -BeLike 'PropertyNotFoundStrict*'
    }

    It 'is meant by a script as a whole, too' {
        $run = Invoke-Pwsh @'
            Set-StrictMode -Version Latest
            $ErrorActionPreference = 'Stop'
            Import-Module Autodiff
            $f = New-AdFunction { param($x) $y = $x; while ($y -lt 100) { $y = $y * $x }; $y }
            $f | Get-AdGradient | Get-AdGradient | Invoke-AdCompiled -ArgumentList 3.0
            [Ad]::Sum((New-AdTensor (1.0, 2.0))).Item()
            1..2 | ForEach-Object -Parallel { Set-StrictMode -Version Latest; ($using:f).Invoke(3.0) }
            Remove-Module Autodiff
'@
        $run.ErrorOutput | Should -BeNullOrEmpty
        $run.Output.Trim() -split '\r?\n' | Should -Be 540, 3, 243, 243
    }
}

Describe '-ErrorAction and -ErrorVariable' {
    It 'collects the error of an item with its target, and the stream goes on' {
        1.0, 'abc', 3.0 | Invoke-AdCompiled $double -ErrorAction SilentlyContinue -ErrorVariable problems | Should -Be 2, 6
        $problems.Count | Should -Be 1
        $problems[0] | Should -BeOfType Management.Automation.ErrorRecord
        $problems[0].TargetObject | Should -Be 'abc'
        $problems[0].FullyQualifiedErrorId | Should -Be 'NotANumber,Autodiff.PowerShell.InvokeAdCompiledCommand'
        $problems[0].CategoryInfo.Category | Should -Be 'InvalidType'
    }

    It 'adds to a variable of errors with a plus' {
        $problems = @()
        'a' | Invoke-AdCompiled $double -ErrorAction SilentlyContinue -ErrorVariable +problems
        'b' | Invoke-AdCompiled $double -ErrorAction SilentlyContinue -ErrorVariable +problems
        $problems.TargetObject | Should -Be 'a', 'b'
    }

    It 'forgets the error of an item by Ignore' {
        $Error.Clear()
        1.0, 'abc', 3.0 | Invoke-AdCompiled $double -ErrorAction Ignore | Should -Be 2, 6
        $Error.Count | Should -Be 0
    }

    It 'stops at the item by Stop' {
        $results = [Collections.Generic.List[object]]::new()
        { 1.0, 'abc', 3.0 | Invoke-AdCompiled $double -ErrorAction Stop | ForEach-Object { $results.Add($_) } } | Should -Throw "*'abc'*"
        $results | Should -Be 2
    }

    It 'ends the pipeline at an error about the function, whatever the preference; the error is in the variable' {
        $reached = $false
        try {
            New-AdFunction { param($x) [Ad]::MatMul($x, $x) } | Invoke-AdCompiled -ArgumentList 1.0 -ErrorAction SilentlyContinue -ErrorVariable problems
            $reached = $true
        }
        catch {
            $_.Exception.Message | Should -BeLike '*MatMul*'
        }
        $reached | Should -BeFalse
        "$problems" | Should -BeLike '*MatMul*'
    }

    It 'follows -ErrorAction of the function that calls it' {
        function Invoke-Double { [CmdletBinding()] param([Parameter(ValueFromPipeline)] $Item) process { $Item | Invoke-AdCompiled $double } }
        1.0, 'abc', 3.0 | Invoke-Double -ErrorAction SilentlyContinue -ErrorVariable problems | Should -Be 2, 6
        $problems.Count | Should -Be 1
        { 1.0, 'abc' | Invoke-Double -ErrorAction Stop } | Should -Throw "*'abc'*"
    }

    It 'keeps warnings in -WarningVariable' {
        $count = New-AdFunction { param($x) $i = 0; while ($i -lt $x) { $i++ }; $x * $i }
        1..70 | ForEach-Object { [double]$_ } | Invoke-AdCompiled $count -WarningVariable warnings -WarningAction SilentlyContinue | Select-Object -Last 1 | Should -Be 4900
        $warnings.Count | Should -Be 1
        $warnings[0].Message | Should -BeLike 'f has taken 64 different paths*'
    }
}

Describe 'Transcripts and redirection' {
    BeforeAll {
        # Something for each stream, and a view of each kind of object.
        $show = Join-Path $TestDrive 'show.ps1'
        Set-Content $show @'
            Import-Module Autodiff
            $f = New-AdFunction -Name twice { param($x) $x * 2 }
            New-AdTensor ((1.0, 2.5), (3, 4))
            $f
            Invoke-AdCompiled $f (New-AdTensor 1.0) -AsTensor -Verbose
            $f | Get-AdGraph
            $f | Get-AdGraph -As StableHlo
            Invoke-AdFunction $f 2.0 -Debug
            Invoke-AdCompiled (New-AdFunction { param($x) [Ad]::Print('x = {0}', $x); $x }) 2.0
            'abc' | Invoke-AdCompiled $f
'@
        function Test-Shown([string] $Text) {
            $Text | Should -Not -Match $escape
            foreach ($part in '*[[]1.  2.5]*[[]3.  4. ]]*', '*Name*Parameters*', '*twice*x*', '*lambda a:f64*mul a 2:f64*', '*stablehlo.multiply*', '*x = 2*', '*trace twice(f64*', '*line 2: mul*', "*'abc' is neither*") {
                $Text | Should -BeLike $part
            }
        }
    }

    It 'writes a transcript without escape codes' {
        $file = Join-Path $TestDrive 'transcript.txt'
        $null = Invoke-Pwsh "`$null = Start-Transcript '$file'; & '$show'; `$null = Stop-Transcript" -Environment @{ NO_COLOR = $null }
        Test-Shown (Get-Content $file -Raw)
    }

    It 'writes all streams to a file by *> without escape codes' {
        $file = Join-Path $TestDrive 'all.txt'
        $null = Invoke-Pwsh "& '$show' *> '$file'" -Environment @{ NO_COLOR = $null }
        Test-Shown (Get-Content $file -Raw)
    }

    It 'adds none to what the shell takes, where PowerShell writes none itself' {
        $run = Invoke-Pwsh -File $show
        Test-Shown ($run.Output + $run.ErrorOutput)
    }

    It 'gives objects to Out-File, Tee-Object and Out-String as their text' {
        $file = Join-Path $TestDrive 'out.txt'
        New-AdTensor 1.0, 2.5 | Tee-Object $file | Out-Null
        (Get-Content $file -Raw).Trim() | Should -Be '[1.  2.5]'
        $double | Get-AdGraph | Out-File $file
        Get-Content $file -Raw | Should -BeLike '{ lambda*'
        "$(New-AdTensor 1.0, 2.5)" | Should -Be '[1.  2.5]'
    }

    It 'keeps streams apart' {
        $all = New-AdFunction { param($x) [Ad]::Print('x = {0}', $x); $x } | Invoke-AdCompiled -ArgumentList 2.0 -Verbose 4>&1 6>&1
        ($all | Where-Object { $_ -is [Management.Automation.InformationRecord] }) | Should -BeLike 'x = 2'
        ($all | Where-Object { $_ -is [Management.Automation.VerboseRecord] }).Count | Should -Be 2
        ($all | Where-Object { $_ -is [double] }) | Should -Be 2
    }
}
