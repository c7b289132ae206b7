BeforeDiscovery {
    $examples = @(
        @{ script = 'quickstart.ps1'; arguments = @(); expected = "f'(0.5)  = 0.918216" }
        @{ script = 'ordinary.ps1'; arguments = @(); expected = "-3`n10`n" }
        @{ script = 'kepler.ps1'; arguments = @(); expected = '1.093043 1.093043' }
        @{ script = 'blackscholes.ps1'; arguments = @(); expected = 'at the money     10.4506 0.6368' }
        @{ script = 'iris.ps1'; arguments = @(); expected = 'accuracy 0.9' }
        @{ script = 'digits.ps1'; arguments = '-Epochs', '20'; expected = 'accuracy on the 359 images held out: 0.9' }
    )
}

BeforeAll {
    Import-Module $PSScriptRoot/Pwsh.psm1
    $folder = "$PSScriptRoot/../../examples"
}

# The examples run as a user runs them, and print what their own comments promise.
Describe 'The example' {
    It '<script> runs and prints its result' -ForEach $examples {
        $run = Invoke-Pwsh -File $folder/$script -ArgumentList $arguments
        $run.ErrorOutput | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        $run.Output.ReplaceLineEndings("`n").Contains($expected) | Should -BeTrue -Because $run.Output
    }

    It 'is tested above, whichever of the folder it is' -ForEach @{ tested = $examples.script } {
        (Get-ChildItem $folder/*.ps1).Name | Where-Object { $_ -notin $tested } | Should -BeNullOrEmpty
    }

    It 'iris.ps1 compiles nothing in a second process on XLA' -Skip:(-not $env:AUTODIFF_PJRT_PLUGIN -and $env:AUTODIFF_REQUIRE_XLA -ne 1) {
        $environment = @{ XDG_CACHE_HOME = "$TestDrive/a cache"; AUTODIFF_LOG = 'xla=info' }
        $first, $second = 1..2 | ForEach-Object { Invoke-Pwsh -File $folder/iris.ps1 -ArgumentList '-Backend', 'Xla', '-Steps', '50' -Environment $environment }
        $first.ErrorOutput | Should -BeLike '*xla: compile *'
        $second.ErrorOutput | Should -BeLike '*xla: loaded from the cache: *'
        $second.ErrorOutput | Should -Not -BeLike '*xla: compile *'
        $second.ExitCode | Should -Be 0
        $second.Output | Should -Be $first.Output
    }
}
