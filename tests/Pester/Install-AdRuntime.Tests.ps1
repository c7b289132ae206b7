BeforeAll {
    Import-Module Autodiff
}

# A library that is no plugin can be installed: it is looked into when it is loaded.
Describe 'Install-AdRuntime' -Skip:(-not $IsLinux) {
    BeforeAll {
        $before = $env:XDG_DATA_HOME, $env:AUTODIFF_PJRT_PLUGIN
        $env:XDG_DATA_HOME = "$TestDrive/data"
        $env:AUTODIFF_PJRT_PLUGIN = ''
        $library = "$TestDrive/my_pjrt.so"
        Copy-Item "$([Runtime.InteropServices.RuntimeEnvironment]::GetRuntimeDirectory())/libSystem.Native.so" $library
        $hash = (Get-FileHash $library).Hash.ToLowerInvariant()
        $plugins = "$TestDrive/data/autodiff/plugins"
        function Get-Installed { Get-AdRuntime -ListAvailable | Where-Object Why -Like 'installed*' }
    }

    AfterAll {
        $env:XDG_DATA_HOME, $env:AUTODIFF_PJRT_PLUGIN = $before
    }

    AfterEach {
        Uninstall-AdRuntime
    }

    It 'installs a library whose hash is given, and shows what it is' {
        $r = Install-AdRuntime -Path $library -Sha256 $hash
        $r.Path | Should -Be "$plugins/$hash/my_pjrt.so"
        $r.Sha256 | Should -Be $hash
        $r.Why | Should -BeLike 'installed from my_pjrt.so'
        $r.IsLoaded | Should -BeFalse
        (Get-FileHash $r.Path).Hash | Should -Be $hash
        (Get-Installed).Sha256 | Should -Be $hash
    }

    It 'takes the path by position, relative and in any case of the hash, and installs the same once' {
        Push-Location $TestDrive
        try { 1..2 | ForEach-Object { Install-AdRuntime my_pjrt.so -Sha256 $hash.ToUpperInvariant() } | Should -HaveCount 2 } finally { Pop-Location }
        Get-Installed | Should -HaveCount 1
    }

    It 'installs the library in a zip' {
        Compress-Archive $library TestDrive:/my_plugin.zip
        (Install-AdRuntime -Path TestDrive:/my_plugin.zip -Sha256 (Get-FileHash TestDrive:/my_plugin.zip).Hash).Sha256 | Should -Be $hash
    }

    It 'takes wildcards that match one file, -LiteralPath as it is, and files from the pipeline' {
        Copy-Item $library "$TestDrive/[m]y_pjrt.so"
        Install-AdRuntime "$TestDrive/my_p*.so" -Sha256 $hash | ForEach-Object { Split-Path $_.Path -Leaf } | Should -Be my_pjrt.so
        Install-AdRuntime -LiteralPath "$TestDrive/[m]y_pjrt.so" -Sha256 $hash | ForEach-Object { Split-Path $_.Path -Leaf } | Should -Be '[m]y_pjrt.so'
        Get-Item -LiteralPath "$TestDrive/[m]y_pjrt.so", $library | Install-AdRuntime -Sha256 $hash | Should -HaveCount 2
        { Install-AdRuntime "$TestDrive/*y_pjrt.so" -Sha256 $hash } | Should -Throw -ErrorId 'AmbiguousPath,Autodiff.PowerShell.InstallAdRuntimeCommand'
        { Install-AdRuntime "$TestDrive/none*.so" -Sha256 $hash } | Should -Throw -ErrorId 'PathNotFound,Autodiff.PowerShell.InstallAdRuntimeCommand'
        Remove-Item -LiteralPath "$TestDrive/[m]y_pjrt.so"
    }

    It 'shows the command that installs a file that nobody vouches for' {
        Copy-Item $library "$TestDrive/[m]y_pjrt.so"
        $e = { Install-AdRuntime -LiteralPath "$TestDrive/[m]y_pjrt.so" } | Should -Throw -PassThru
        $command = $e.Exception.Message -replace '^.* run: '
        (& ([scriptblock]::Create($command))).Sha256 | Should -Be $hash
        Remove-Item -LiteralPath "$TestDrive/[m]y_pjrt.so"
    }

    It 'touches nothing by -WhatIf, from any source' {
        $env:XDG_DATA_HOME = "$TestDrive/untouched"
        try {
            Install-AdRuntime -Path $library -Sha256 $hash -WhatIf | Should -BeNullOrEmpty
            Install-AdRuntime -Path $PSCommandPath -WhatIf | Should -BeNullOrEmpty
            Install-AdRuntime -Uri 'https://localhost/my_pjrt.so' -Sha256 $hash -WhatIf | Should -BeNullOrEmpty
            Install-AdRuntime -WhatIf | Should -BeNullOrEmpty
            Test-Path $TestDrive/untouched | Should -BeFalse
        }
        finally {
            $env:XDG_DATA_HOME = "$TestDrive/data"
        }
    }

    It 'refuses <what>, whatever -ErrorAction says, and installs nothing' -ForEach @(
        @{ what = 'a file that nobody vouches for'; id = 'UnknownPlugin'; cure = { "-Sha256 $hash" }; code = { Install-AdRuntime -Path $library -ErrorAction Ignore } }
        @{ what = 'a file of another hash'; id = 'HashMismatch'; cure = { $hash }; code = { Install-AdRuntime -Path $library -Sha256 ('0' * 64) -ErrorAction Ignore } }
        @{ what = 'what is no hash'; id = 'ParameterArgumentValidationError'; cure = { 'Sha256' }; code = { Install-AdRuntime -Path $library -Sha256 abc } }
        @{ what = 'a file that is not there'; id = 'PathNotFound'; cure = { 'none.so' }; code = { Install-AdRuntime -Path TestDrive:/none.so -Sha256 $hash -ErrorAction Ignore } }
        @{ what = 'a path of another provider'; id = 'InvalidPath'; cure = { 'file system' }; code = { Install-AdRuntime -Path Env:/HOME -Sha256 $hash -ErrorAction Ignore } }
        @{ what = 'a file that is no library'; id = 'InvalidPlugin'; cure = { 'library' }; code = { Set-Content TestDrive:/text_pjrt.so text; Install-AdRuntime -Path TestDrive:/text_pjrt.so -Sha256 (Get-FileHash TestDrive:/text_pjrt.so).Hash -ErrorAction Ignore } }
        @{ what = 'an address without https'; id = 'InsecureUri'; cure = { 'https' }; code = { Install-AdRuntime -Uri http://example.com/my_pjrt.so -Sha256 $hash -ErrorAction Ignore } }
        @{ what = 'half an address'; id = 'InvalidUri'; cure = { 'https://' }; code = { Install-AdRuntime -Uri my_pjrt.so -Sha256 $hash -ErrorAction Ignore } }
        @{ what = 'an address of something else'; id = 'DownloadFailed'; cure = { 'wheel' }; code = { Install-AdRuntime -Uri https://example.com/index.html -Sha256 $hash -ErrorAction Ignore } }
        @{ what = 'two sources'; id = 'AmbiguousParameterSet'; cure = { '' }; code = { Install-AdRuntime -Path $library -Uri https://example.com/my_pjrt.so -Sha256 $hash } }
    ) {
        $e = $code | Should -Throw -ErrorId "$id,Autodiff.PowerShell.InstallAdRuntimeCommand" -PassThru
        $e.Exception.Message.Contains((& $cure)) | Should -BeTrue -Because $e.Exception.Message
        Get-Installed | Should -BeNullOrEmpty
    }

    It 'says of a file that is not there that it was not found' {
        $e = { Install-AdRuntime -Path TestDrive:/none.so } | Should -Throw -PassThru
        $e.CategoryInfo.Category | Should -Be ObjectNotFound
        $e.TargetObject | Should -Be TestDrive:/none.so
    }
}
