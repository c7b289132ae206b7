BeforeAll {
    Import-Module Autodiff
}

Describe 'Uninstall-AdRuntime' -Skip:(-not $IsLinux) {
    BeforeAll {
        $before = $env:XDG_DATA_HOME, $env:AUTODIFF_PJRT_PLUGIN
        $env:XDG_DATA_HOME = "$TestDrive/data"
        $env:AUTODIFF_PJRT_PLUGIN = ''
        $runtime = [Runtime.InteropServices.RuntimeEnvironment]::GetRuntimeDirectory()
        foreach ($name in 'Native', 'IO.Compression.Native') { Copy-Item "$runtime/libSystem.$name.so" "$TestDrive/$($name.Split('.')[0])_pjrt.so" }
        function Install-Library($Name) { Install-AdRuntime -Path "$TestDrive/${Name}_pjrt.so" -Sha256 (Get-FileHash "$TestDrive/${Name}_pjrt.so").Hash }
        function Get-Installed { Get-AdRuntime -ListAvailable | Where-Object Why -Like 'installed*' }
    }

    AfterAll {
        $env:XDG_DATA_HOME, $env:AUTODIFF_PJRT_PLUGIN = $before
    }

    BeforeEach {
        $first = Install-Library Native
        $second = Install-Library IO
    }

    AfterEach {
        Uninstall-AdRuntime
    }

    It 'removes every plugin, and gives nothing' {
        Uninstall-AdRuntime | Should -BeNullOrEmpty
        Get-Installed | Should -BeNullOrEmpty
        $first.Path, $second.Path | Where-Object { Test-Path $_ } | Should -BeNullOrEmpty
    }

    It 'removes the one that -Path names, by position too' {
        Uninstall-AdRuntime $first.Path
        (Get-Installed).Path | Should -Be $second.Path
        Test-Path $first.Path | Should -BeFalse
    }

    It 'removes what Get-AdRuntime gives' {
        Get-AdRuntime -ListAvailable | Where-Object Sha256 -EQ $second.Sha256 | Uninstall-AdRuntime
        (Get-Installed).Path | Should -Be $first.Path
    }

    It 'touches nothing by -WhatIf' {
        Uninstall-AdRuntime -WhatIf
        Get-Installed | Should -HaveCount 2
        $first.Path, $second.Path | Where-Object { Test-Path $_ } | Should -HaveCount 2
    }

    It 'writes an error about one that is not installed, and goes on with the next' {
        'none.so', $first.Path | ForEach-Object { [pscustomobject]@{ Path = $_ } } | Uninstall-AdRuntime -ErrorAction SilentlyContinue -ErrorVariable failures
        $failures | Should -HaveCount 1
        $failures[0].FullyQualifiedErrorId | Should -Be 'NotInstalled,Autodiff.PowerShell.UninstallAdRuntimeCommand'
        $failures[0].TargetObject | Should -Be none.so
        $failures[0].Exception.Message | Should -BeLike '*Get-AdRuntime -ListAvailable*'
        (Get-Installed).Path | Should -Be $second.Path
    }

    It 'does nothing where nothing is installed' {
        Uninstall-AdRuntime
        Uninstall-AdRuntime -ErrorVariable failures
        $failures | Should -BeNullOrEmpty
    }
}
