BeforeDiscovery {
    $noTerminal = -not $IsLinux -or -not (Get-Command script -CommandType Application -ErrorAction Ignore)
}

Describe 'Progress' {
    BeforeAll {
        Import-Module $PSScriptRoot/Pwsh.psm1, $PSScriptRoot/Terminal.psm1
        # The trace takes longer than a second.
        $slow = "Import-Module Autodiff; `$f = New-AdFunction -Name slow { param(`$x) Start-Sleep 1.2; [Ad]::Sin(`$x) * `$x }"
        $call = "'result: ' + (Invoke-AdCompiled `$f 0.0)"
    }

    Context 'on a terminal' -Skip:$noTerminal {
        BeforeAll {
            $session = "$TestDrive/session.ps1"
            Set-Content $session "function prompt { '[' + ++`$global:prompts + ']> ' }; $slow"
            $terminal = Start-Terminal -File $session -Environment @{ XDG_DATA_HOME = "$TestDrive/data"; XDG_CACHE_HOME = "$TestDrive/cache" }
            $null = $terminal.WaitFor('\[1\]> ')
        }

        AfterAll {
            $terminal.Dispose()
        }

        It 'shows what takes longer than a second' {
            $terminal.Type("$call`r")
            $null = $terminal.WaitFor('Tracing slow')
            $null = $terminal.WaitFor('result: 0\s[\s\S]*\[\d+\]> ')
        }

        It 'does not show what does not' {
            $terminal.Type("$call`r")
            $null = $terminal.WaitFor('result: 0\s[\s\S]*\[\d+\]> ')
            $terminal.Text() | Should -Not -Match 'Tracing|Compiling'
        }

        It 'shows nothing of a job' {
            $terminal.Type("Start-ThreadJob { $slow; $call } -OutVariable job | Wait-Job | Receive-Job; 'records: ' + `$job.Progress.Count`r")
            $null = $terminal.WaitFor('result: 0\s[\s\S]*records: 0')
            $terminal.Text() | Should -Not -Match 'Tracing'
        }
    }

    It 'is not in the output of a process, whose output is no terminal' {
        $run = Invoke-Pwsh "$slow; $call"
        $run.Output.Trim() | Should -Be 'result: 0'
        $run.ErrorOutput | Should -BeNullOrEmpty
    }

    It 'is not kept by a job' {
        $job = Start-Job { . ([scriptblock]::Create($using:slow)); . ([scriptblock]::Create($using:call)) }
        $job | Wait-Job | Receive-Job | Should -Be 'result: 0'
        $job.ChildJobs[0].Progress | Where-Object Activity -Match slow | Should -BeNullOrEmpty
        $job | Remove-Job
    }
}
