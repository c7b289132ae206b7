BeforeAll {
    Import-Module Autodiff
    Import-Module $PSScriptRoot/Pwsh.psm1
}

# A process uses one plugin until it ends, so each test that chooses one has a process of its own.
Describe 'Get-AdRuntime' {
    BeforeAll {
        $nothing = @{
            HOME = "$TestDrive"; XDG_DATA_HOME = "$TestDrive/data"; XDG_CACHE_HOME = "$TestDrive/cache"; VIRTUAL_ENV = $null
            AUTODIFF_PJRT_PLUGIN = $null; AUTODIFF_PJRT_SHA256 = $null; AUTODIFF_BACKEND = $null; PJRT_NAMES_AND_LIBRARY_PATHS = $null
        }

        # The lines that a command writes where no plugin is installed, with environment variables of its own.
        function Invoke-Elsewhere([string] $Command, [hashtable] $Environment = @{}) {
            $all = $nothing.Clone()
            foreach ($name in $Environment.Keys) { $all[$name] = $Environment[$name] }
            $run = Invoke-Pwsh "Import-Module Autodiff; function Show(`$block) { try { & `$block } catch { `$_.FullyQualifiedErrorId; `$_.Exception.Message } }; $Command" -Environment $all
            if ($run.ExitCode -ne 0 -or $run.ErrorOutput) { throw "pwsh ended with $($run.ExitCode): $($run.ErrorOutput)" }
            $run.Output.Trim() -split '\r?\n'
        }
    }

    It 'lists by -ListAvailable what could be used, the first choice first, and loads none' {
        $list = Invoke-Elsewhere 'Get-AdRuntime -ListAvailable | ConvertTo-Json -AsArray -Compress' @{ AUTODIFF_PJRT_PLUGIN = '/named/my_pjrt.so'; PJRT_NAMES_AND_LIBRARY_PATHS = 'a:/jax/a_pjrt.so,b:/jax/b_pjrt.so' } | ConvertFrom-Json
        $list[0..2].Path | Should -Be /named/my_pjrt.so, /jax/a_pjrt.so, /jax/b_pjrt.so
        $list[0].Why | Should -BeLike '*$env:AUTODIFF_PJRT_PLUGIN*'
        $list[1].Why | Should -BeLike '*$env:PJRT_NAMES_AND_LIBRARY_PATHS*'
        $list.IsLoaded | Should -Not -Contain $true
    }

    It 'lists the hash of a library that has none recorded, which Install-AdRuntime asks for' {
        Set-Content TestDrive:/my_pjrt.so text
        $list = Invoke-Elsewhere 'Get-AdRuntime -ListAvailable | ConvertTo-Json -AsArray -Compress' @{ AUTODIFF_PJRT_PLUGIN = "$TestDrive/my_pjrt.so"; PJRT_NAMES_AND_LIBRARY_PATHS = "a:$TestDrive/none_pjrt.so" } | ConvertFrom-Json
        $list[0].Sha256 | Should -Be (Get-FileHash TestDrive:/my_pjrt.so).Hash
        $list[1].Sha256 | Should -BeNullOrEmpty
    }

    It 'says how to install a plugin where there is none' -Skip:($null -ne (Get-ChildItem /usr/lib/python3*/*-packages, /usr/local/lib/python3*/*-packages -Filter *pjrt* -ErrorAction Ignore)) {
        $id, $message = Invoke-Elsewhere 'Show { Get-AdRuntime }'
        $id | Should -Be 'NoPlugin,Autodiff.PowerShell.GetAdRuntimeCommand'
        $message | Should -BeLike '*Install-AdRuntime*$env:AUTODIFF_PJRT_PLUGIN*'
    }

    It 'refuses a plugin that is named without its folder' {
        $id, $message = Invoke-Elsewhere 'Show { Get-AdRuntime }' @{ AUTODIFF_PJRT_PLUGIN = 'my_pjrt.so' }
        $id | Should -Be 'InvalidPlugin,Autodiff.PowerShell.GetAdRuntimeCommand'
        $message | Should -BeLike '*absolute path*'
    }

    It 'refuses an installed library that is no plugin' -Skip:(-not $IsLinux) {
        $library = "$TestDrive/my_pjrt.so"
        Copy-Item "$([Runtime.InteropServices.RuntimeEnvironment]::GetRuntimeDirectory())/libSystem.Native.so" $library
        $lines = Invoke-Elsewhere "(Install-AdRuntime -Path '$library' -Sha256 $((Get-FileHash $library).Hash)).IsLoaded; Show { Get-AdRuntime }; Uninstall-AdRuntime"
        $lines[0..1] | Should -Be False, 'InvalidPlugin,Autodiff.PowerShell.GetAdRuntimeCommand'
    }

    It 'lets each call say that the plugin is missing, and the module goes on' {
        Invoke-Elsewhere @'
            $f = New-AdFunction { param($x) $x * $x }
            foreach ($i in 1, 2) { try { 3.0, 4.0 | Invoke-AdCompiled $f } catch { $_.FullyQualifiedErrorId.Split(',')[0] } }
            try { $f.Compile('Xla').Invoke(3.0) } catch { $_.Exception.GetBaseException().Id }
            3.0, 4.0 | Invoke-AdCompiled $f -Backend Managed
'@ @{ AUTODIFF_PJRT_PLUGIN = "$TestDrive/none.so"; AUTODIFF_BACKEND = 'Xla' } | Should -Be PluginNotFound, PluginNotFound, PluginNotFound, 9, 16
    }

    Context 'with a plugin' -Skip:(-not $env:AUTODIFF_PJRT_PLUGIN -and $env:AUTODIFF_REQUIRE_XLA -ne 1) {
        It 'shows the plugin in use, and why' {
            $r = Get-AdRuntime
            $r.Path | Should -Be $env:AUTODIFF_PJRT_PLUGIN
            $r.Sha256 | Should -Be (Get-FileHash $env:AUTODIFF_PJRT_PLUGIN).Hash
            $r.Why | Should -BeLike '*$env:AUTODIFF_PJRT_PLUGIN*'
            $r.IsLoaded | Should -BeTrue
            $r.Api | Should -Match '^\d+\.\d+$'
            $r.StableHlo | Should -Match '^\d+\.\d+\.\d+ to \d+\.\d+\.\d+$'
            ($r | Out-String) | Should -Match "(?m)^Platform +: $($r.Platform)\r?$"
        }

        It 'refuses a plugin that has not the hash of $env:AUTODIFF_PJRT_SHA256' {
            (Invoke-Elsewhere 'Show { Get-AdRuntime }' @{ AUTODIFF_PJRT_PLUGIN = $env:AUTODIFF_PJRT_PLUGIN; AUTODIFF_PJRT_SHA256 = '0' * 64 })[0] | Should -Be 'HashMismatch,Autodiff.PowerShell.GetAdRuntimeCommand'
        }

        It 'lets a script end while XLA computes' {
            Set-Content TestDrive:/end.ps1 @'
                Import-Module Autodiff
                $f = New-AdFunction { param($x) foreach ($i in 1..60) { $x = [Ad]::Tanh([Ad]::MatMul($x, $x)) }; $x }
                $x = [Ad]::RandomNormal([Ad]::RandomKey(0), @(300, 300), 'f32')
                foreach ($i in 1..8) { $y = Invoke-AdCompiled $f $x -Backend Xla }
                exit 7
'@
            $run = Invoke-Pwsh -File $TestDrive/end.ps1
            $run.ExitCode, $run.Output, $run.ErrorOutput | Should -Be 7, '', ''
        }
    }
}
