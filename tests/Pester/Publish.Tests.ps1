# On Windows PSResourceGet ignores the environment, and would install for the user who runs the tests.
Describe 'The package' -Skip:$IsWindows {
    BeforeAll {
        Import-Module $PSScriptRoot/Pwsh.psm1
        $package = (Get-Module Autodiff -ListAvailable)[0].ModuleBase
        # PSResourceGet keeps its repositories and installs modules under HOME. The tests must not change the user's own.
        $user = @{ HOME = "$TestDrive/home"; PSModulePath = $null }
        'XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME' | ForEach-Object { $user[$_] = $null }
        # Without the folder .config, NuGet would write its configuration to the current folder.
        'home/.config', 'gallery' | ForEach-Object { $null = New-Item -ItemType Directory $TestDrive/$_ }
    }

    It 'is published' {
        $run = Invoke-Pwsh -Environment $user @"
            `$ErrorActionPreference = 'Stop'
            Register-PSResourceRepository Local -Uri '$TestDrive/gallery' -Trusted
            Publish-PSResource -Path '$package' -Repository Local -WarningVariable warnings
            if (`$warnings) { exit 2 }
"@
        $run.ErrorOutput | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0 -Because $run.Output
        (Get-ChildItem $TestDrive/gallery).Name | Should -Be "Autodiff.$((Import-PowerShellDataFile $package/Autodiff.psd1).ModuleVersion).nupkg"
    }

    It 'is found with what its manifest says, and installed' {
        $run = Invoke-Pwsh -Environment $user @'
            $ErrorActionPreference = 'Stop'
            $found = Find-PSResource Autodiff -Repository Local
            Install-PSResource Autodiff -Repository Local
            $found | Select-Object Name, Version, Author, Description, Tags, LicenseUri, ProjectUri, @{ n = 'Cmdlets'; e = { $_.Includes.Cmdlet } } | ConvertTo-Json
'@
        $run.ErrorOutput | Should -BeNullOrEmpty
        $found = $run.Output | ConvertFrom-Json
        $manifest = Import-PowerShellDataFile $package/Autodiff.psd1
        $found.Description | Should -Be $manifest.Description
        $found.Author | Should -Be $manifest.Author
        $found.Cmdlets | Sort-Object | Should -Be ($manifest.CmdletsToExport | Sort-Object)
    }

    It 'is imported by its name, as it was installed, and computes' {
        $run = Invoke-Pwsh -Environment $user @'
            $ErrorActionPreference = 'Stop'
            Import-Module Autodiff
            (Get-Module Autodiff).ModuleBase
            New-AdFunction { param($x) $x * $x * $x } | Get-AdGradient | Invoke-AdCompiled -ArgumentList 2.0
            (Get-Help Get-AdGradient).Synopsis
            (Get-PSResource Autodiff).Repository
'@
        $run.ErrorOutput | Should -BeNullOrEmpty
        $base, $gradient, $help, $repository = $run.Output.Trim() -split '\r?\n'
        $base | Should -Match ([regex]::Escape($TestDrive))
        $gradient | Should -Be '12'
        $help | Should -Not -Match 'Get-AdGradient \['
        $repository | Should -Be 'Local'
    }

    It 'installs every file that it was published with, unchanged' {
        $installed = (Get-ChildItem $TestDrive/home -Recurse -Force -Filter Autodiff.psd1).Directory.FullName
        function Get-FileList($folder) {
            Get-ChildItem $folder -Recurse -File | ForEach-Object { [IO.Path]::GetRelativePath($folder, $_) + ' ' + (Get-FileHash $_).Hash } | Sort-Object
        }
        $given = Get-FileList $installed
        Get-FileList $package | Where-Object { $_ -notin $given } | Should -BeNullOrEmpty
    }
}
