BeforeAll {
    Import-Module $PSScriptRoot/Pwsh.psm1
}

# What $env:AUTODIFF_LOG asks for goes to standard error, and only that.
Describe 'The log' {
    BeforeAll {
        function Invoke-Logged([string] $Log) {
            Invoke-Pwsh 'Import-Module Autodiff; Invoke-AdCompiled (New-AdFunction { param($x) $x * $x } | Get-AdGradient) 3.0' -Environment @{ AUTODIFF_LOG = $Log }
        }
    }

    It 'has the modules that $env:AUTODIFF_LOG names: <log>' -ForEach @(
        @{ log = 'gradient=trace'; expected = 'gradient: line 1: transpose '; absent = 'function:' }
        @{ log = 'function'; expected = 'function: trace '; absent = 'gradient:' }
        @{ log = 'function=info, gradient=trace'; expected = 'gradient: line 1: linearize mul '; absent = 'xla:' }
    ) {
        $run = Invoke-Logged $log
        $run.ErrorOutput.Contains($expected) | Should -BeTrue -Because $run.ErrorOutput
        $run.ErrorOutput.Contains($absent) | Should -BeFalse -Because $run.ErrorOutput
        $run.Output.Trim() | Should -Be 6
    }

    It 'says what it does not understand, and what it does: <_>' -ForEach 'functions=debug', 'xla=loud' {
        $run = Invoke-Logged $_
        $lines = @($run.ErrorOutput.Trim() -split '\r?\n')
        $lines | Should -HaveCount 1
        $lines[0] | Should -BeLike "`$env:AUTODIFF_LOG: '$_' *gradient, function, xla*=info, =debug or =trace*'gradient=trace,xla=debug'*"
        $run.Output.Trim() | Should -Be 6
    }

    It 'is empty where nothing is asked for' {
        $run = Invoke-Logged $null
        $run.ErrorOutput | Should -BeNullOrEmpty
        $run.Output.Trim() | Should -Be 6
    }
}
