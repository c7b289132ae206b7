# What runs in other processes and on other threads: tensors get there alive, and what has been traced runs on any thread.

BeforeAll {
    Import-Module Autodiff
    Import-Module $PSScriptRoot/Pwsh.psm1

    $tensor = New-AdTensor ((1.0, 2.5), (3, 4))
    # Both paths of it are traced here, and both of its gradient.
    $f = New-AdFunction { param($x) if ($x -gt 0) { $x * $x * $x } else { [Math]::Sin($x) } }
    $null = 1.0, -1.0 | Invoke-AdCompiled $f
    $gradient = $f | Get-AdGradient

    $notTraced = 'f(f64`[2`])*runspace*'
    $noFunction = 'f(x) *another session*New-AdFunction*Export-AdFunction*Import-AdFunction*'
}

Describe 'Start-Job' {
    It 'makes functions of its own, without Import-Module' {
        Start-Job { New-AdFunction { param($x) $x * $x } | Get-AdGradient | Invoke-AdCompiled -ArgumentList 4.0 } | Receive-Job -Wait | Should -Be 8
    }

    It 'takes a tensor by $using: where cmdlets, functions and a cast have it alive' {
        Start-Job {
            $t = $using:tensor
            [string](Invoke-AdCompiled (New-AdFunction { param($x) $x * 2 }) $t)
            [string]([Autodiff.Tensor] $t * 3)
            [string][Ad]::Sum([Autodiff.Tensor] $t, 0)
        } | Receive-Job -Wait | Should -Be "[[2. 5.]`n [6. 8.]]", "[[ 3.   7.5]`n [ 9.  12. ]]", '[4.  6.5]'
    }

    It 'takes a tensor by $using: alive from the start where the job imports the module first' {
        Start-Job -InitializationScript { Import-Module Autodiff } { ($using:tensor).GetType().FullName; [string]($using:tensor * 2) } |
            Receive-Job -Wait | Should -Be 'Autodiff.Tensor', "[[2. 5.]`n [6. 8.]]"
    }

    It 'hands tensors back alive, alone and in objects' {
        $alone, $inObject = Start-Job { New-AdTensor 1, 2 -DType f32; [pscustomobject]@{ weights = @{ w = New-AdTensor 3.0 } } } | Receive-Job -Wait
        $alone | Should -BeOfType Autodiff.Tensor
        $alone.DType | Should -Be 'f32'
        $inObject.weights.w | Should -BeOfType Autodiff.Tensor
        $inObject.weights.w.Item() | Should -Be 3
    }

    It 'makes a function of the text that a script block becomes on its way' {
        $block = { param($x) $x * $x }
        Start-Job { $f = New-AdFunction ([scriptblock]::Create($using:block)); $f | Get-AdGradient | Invoke-AdCompiled -ArgumentList 3.0 } | Receive-Job -Wait | Should -Be 6
    }

    It 'says what to do instead of sending a function' {
        $e = { Start-Job { Invoke-AdCompiled $using:f 1.0 } | Receive-Job -Wait -ErrorAction Stop } | Should -Throw $noFunction -PassThru
        $e.FullyQualifiedErrorId | Should -Be 'ForeignFunction,Autodiff.PowerShell.InvokeAdCompiledCommand'
        { Start-Job { $using:f | Get-AdGradient } | Receive-Job -Wait -ErrorAction Stop } | Should -Throw $noFunction
    }

    It 'brings errors back with their id and their message' {
        $e = { Start-Job { New-AdTensor 1.5 -DType i32 } | Receive-Job -Wait -ErrorAction Stop } | Should -Throw -PassThru
        $e.Exception.Message | Should -BeLike '1.5 (element 0)*i32*`[Ad`]::Cast*'
        $e.FullyQualifiedErrorId | Should -BeLike '*,Autodiff.PowerShell.NewAdTensorCommand'
    }
}

Describe 'Start-ThreadJob' {
    It 'runs what has been traced, and its derivatives' {
        Start-ThreadJob { ($using:f).Invoke(2.0); Invoke-AdCompiled $using:f -2.0; Invoke-AdCompiled $using:gradient 2.0; -2.0 | Invoke-AdCompiled ($using:f | Get-AdGradient) } |
            Receive-Job -Wait | Should -Be 8, ([Math]::Sin(-2)), 12, ([Math]::Cos(-2))
    }

    It 'says of what has not been traced what to call first' {
        { Start-ThreadJob { Invoke-AdCompiled $using:f @(1.0, 2.0) } | Receive-Job -Wait -ErrorAction Stop } | Should -Throw $notTraced
        { Start-ThreadJob { ($using:f).Invoke(@(1.0, 2.0)) } | Receive-Job -Wait -ErrorAction Stop } | Should -Throw $notTraced
    }

    It 'makes functions of its own, which read variables by $using:' {
        Start-ThreadJob { $g = New-AdFunction { param($x) [Ad]::Sum($x * $using:tensor) } | Get-AdGradient; [string]$g.Invoke(2.0) } | Receive-Job -Wait | Should -Be '10.5'
    }

    It 'gives functions to the session that started it, which runs what the job has traced' {
        $made = Start-ThreadJob { $f = New-AdFunction { param($x) $x * $x }; $null = $f.Invoke(1.0); $f } | Receive-Job -Wait
        $made.Invoke(3.0) | Should -Be 9
        $made | Get-AdGradient | Invoke-AdCompiled -ArgumentList 3.0 | Should -Be 6
        { Invoke-AdCompiled $made @(1.0, 2.0) } | Should -Throw $notTraced
    }
}

Describe 'ForEach-Object -Parallel' {
    It 'runs $using:f eight wide, with right values and gradients in each of 2,000 iterations' {
        $results = -999..1000 | ForEach-Object -ThrottleLimit 8 -Parallel {
            $x = $_ / 100.0
            $f, $gradient = $using:f, $using:gradient
            [pscustomobject]@{ X = $x; Value = $f.Invoke($x); Compiled = Invoke-AdCompiled $f $x; Gradient = Invoke-AdCompiled $gradient $x }
        }
        $results.Count | Should -Be 2000
        $wrong = $results | Where-Object {
            $value, $slope = if ($_.X -gt 0) { ($_.X * $_.X * $_.X), (3 * $_.X * $_.X) } else { [Math]::Sin($_.X), [Math]::Cos($_.X) }
            $_.Value -ne $value -or $_.Compiled -ne $value -or [Math]::Abs($_.Gradient - $slope) -gt 1e-12 * [Math]::Abs($slope)
        }
        $wrong | Should -BeNullOrEmpty
    }

    It 'takes derivatives of $using:f in each thread' {
        $results = 1..64 | ForEach-Object -ThrottleLimit 8 -Parallel {
            $h = $using:f | Get-AdGradient | Get-AdGradient
            Invoke-AdCompiled $h ([double]$_)
        }
        $results | Sort-Object | Should -Be (1..64 | ForEach-Object { 6 * $_ })
    }

    It 'runs a function of tensors that all threads share' {
        $loss = New-AdFunction { param($w, $x) [Ad]::Sum([Ad]::Tanh([Ad]::MatMul($x, $w))) }
        $step = $loss | Get-AdGradient -Parameter w
        $w = New-AdTensor ((0.1, 0.2), (0.3, 0.4))
        $expected = [string](Invoke-AdCompiled $step $w $tensor)
        1..200 | ForEach-Object -ThrottleLimit 8 -Parallel { [string](Invoke-AdCompiled $using:step $using:w $using:tensor) } | Sort-Object -Unique | Should -Be $expected
    }

    It 'runs on XLA in eight threads, too' -Skip:(-not $env:AUTODIFF_PJRT_PLUGIN) {
        $null = 1.0, -1.0 | Invoke-AdCompiled $gradient -Backend Xla
        1..400 | ForEach-Object -ThrottleLimit 8 -Parallel { Invoke-AdCompiled $using:gradient ([double]$_) -Backend Xla } | Sort-Object | Should -Be (1..400 | ForEach-Object { 3.0 * $_ * $_ })
    }

    It 'traces functions of its own in eight threads at once' {
        1..64 | ForEach-Object -ThrottleLimit 8 -Parallel {
            $k = $_
            $g = New-AdFunction { param($x) $y = $x; while ($y -lt 100) { $y = $y * $x }; $k * $y } | Get-AdGradient
            $g.Invoke(3.0) / $k
        } | Sort-Object -Unique | Should -Be 405
    }

    It 'says of what has not been traced what to call first, in every thread, and goes on' {
        $results = 1..16 | ForEach-Object -ThrottleLimit 8 -Parallel {
            try { Invoke-AdCompiled $using:f @(1.0, 2.0) } catch { $_.FullyQualifiedErrorId; $_.Exception.Message }
            try { ($using:f).Invoke(@(1.0, 2.0)) } catch { $_.Exception.Message }
            ($using:f).Invoke(2.0)
        }
        $results.Count | Should -Be 64
        ($results -eq 'ForeignThread,Autodiff.PowerShell.InvokeAdCompiledCommand').Count | Should -Be 16
        ($results -like $notTraced).Count | Should -Be 32
        ($results -eq 8).Count | Should -Be 16
    }

    It 'says so too of a path that has not been taken, until the session takes it' {
        $half = New-AdFunction { param($x) if ($x -gt 0) { $x / 2 } else { -$x } }
        $null = $half.Invoke(1.0)
        $run = { 1.0, -1.0 | ForEach-Object -ThrottleLimit 2 -Parallel { try { ($using:half).Invoke($_) } catch { $_.Exception.Message } } | Sort-Object }
        (& $run)[0] | Should -Be 0.5
        (& $run)[1] | Should -BeLike '*runspace*'
        $null = $half.Invoke(-1.0)
        & $run | Should -Be 0.5, 1
    }
}

Describe 'PSRemoting through an out-of-process runspace' {
    BeforeAll {
        # A runspace that is opened so is not told the types of this session; New-PSSession tells its own by itself.
        $types = [Management.Automation.Runspaces.TypeTable]::new([string[]]((Get-Module Autodiff).ModuleBase + '/bin/Autodiff.Types.ps1xml'))
        $runspace = [runspacefactory]::CreateOutOfProcessRunspace($types)
        $runspace.Open()

        function Invoke-There([scriptblock] $Script, [object[]] $ArgumentList = @()) {
            $there = [powershell]::Create($runspace)
            try {
                $null = $there.AddScript($Script)
                $ArgumentList | ForEach-Object { $null = $there.AddArgument($_) }
                $there.Invoke()
            }
            finally {
                $there.Dispose()
            }
        }

        Invoke-There { $ErrorActionPreference = 'Stop' }
    }

    AfterAll {
        $runspace.Dispose()
    }

    It 'is another process' {
        Invoke-There { $PID } | Should -Not -Be $PID
    }

    It 'makes functions there and calls them' {
        Invoke-There { New-AdFunction { param($x) [Ad]::Sin($x) } | Get-AdGradient | Invoke-AdCompiled -ArgumentList 0.5 } | Should -Be ([Math]::Cos(0.5))
    }

    It 'takes tensors there alive, and brings results back alive' {
        $there, $back = Invoke-There { param($t) Import-Module Autodiff; $t.GetType().FullName; $t * 2 } $tensor
        $there | Should -Be 'Autodiff.Tensor'
        $back | Should -BeOfType Autodiff.Tensor
        [string]$back | Should -Be "[[2. 5.]`n [6. 8.]]"
    }

    It 'keeps a function there between calls' {
        Invoke-There { Import-Module Autodiff; $global:kept = New-AdFunction { param($x) $x * $x }; $null = $kept.Invoke(1.0) }
        Invoke-There { param($x) $kept | Get-AdGradient | Invoke-AdCompiled -ArgumentList $x } 5.0 | Should -Be 10
    }

    It 'says what to do instead of sending a function' {
        { Invoke-There { param($f) Invoke-AdCompiled $f 1.0 } $f } | Should -Throw "*$noFunction"
    }

    It 'says of a function that came from there the same' {
        $came = Invoke-There { New-AdFunction { param($x) $x } }
        { Invoke-AdCompiled $came[0] 1.0 } | Should -Throw $noFunction
    }
}

Describe 'Export-Clixml and Import-Clixml' {
    BeforeAll {
        $path = Join-Path $TestDrive 'saved state.clixml'
        [pscustomobject]@{
            weights = [ordered]@{ w = $tensor; b = New-AdTensor 0.1, 1e-40 -DType f32 }
            half = New-AdTensor ([Half[]](0.1, 3))
            brain = New-AdTensor 0.1, 3 -DType bf16
            flags = New-AdTensor $true, $false
            large = New-AdTensor 9223372036854775807, -1
            special = New-AdTensor ([double]::NaN, [double]::NegativeInfinity, -0.0)
            zeros = [Ad]::Zeros((1000, 1000))
            f = $f
        } | Export-Clixml $path
    }

    It 'brings tensors back as they were' {
        $r = Import-Clixml $path
        $r.weights.w, $r.weights.b, $r.flags, $r.large, $r.special, $r.zeros | Should -BeOfType Autodiff.Tensor
        [string]$r.weights.w | Should -Be ([string]$tensor)
        $r.weights.b.DType | Should -Be 'f32'
        $r.weights.b.Data | Should -Be ([float[]](0.1, 1e-40))
        $r.half.Data | Should -Be ([Half[]](0.1, 3))
        "$($r.brain.Type) $($r.brain)" | Should -Be 'bf16[2] [0.1 3. ]'
        $r.flags.Data | Should -Be $true, $false
        $r.large.Data | Should -Be 9223372036854775807, -1
        [BitConverter]::DoubleToInt64Bits($r.special.Data[2]) | Should -Be ([long]::MinValue)
        $r.zeros.Shape | Should -Be 1000, 1000
    }

    It 'writes one element that stands for all as one' {
        (Get-Item $path).Length | Should -BeLessThan 20000
    }

    It 'says of a function what to do instead' {
        { Invoke-AdCompiled (Import-Clixml $path).f 1.0 } | Should -Throw $noFunction
    }

    It 'brings them back in a fresh process that has imported the module' {
        $run = Invoke-Pwsh "Import-Module Autodiff; `$r = Import-Clixml '$path'; `$r.weights.w.GetType().FullName; [string](`$r.weights.w * 2)"
        $run.ErrorOutput | Should -BeNullOrEmpty
        $run.Output.Trim() | Should -Be "Autodiff.Tensor$([Environment]::NewLine)[[2. 5.]`n [6. 8.]]"
    }

    It 'brings them back in a fresh process that has not, for cmdlets, functions and a cast' {
        $run = Invoke-Pwsh @"
            `$r = Import-Clixml '$path'
            Invoke-AdCompiled (New-AdFunction { param(`$p) [Ad]::Sum(`$p.w) + `$p.b[0] * 0 }) `$r.weights
            [Ad]::Sum([Autodiff.Tensor] `$r.weights.w).Item()
            try { `$r.f | Get-AdGradient } catch { `$_.Exception.Message }
"@
        $run.ErrorOutput | Should -BeNullOrEmpty
        $lines = $run.Output -split '\r?\n'
        $lines[0..1] | Should -Be '10.5', '10.5'
        $lines[2] | Should -BeLike $noFunction
    }
}
