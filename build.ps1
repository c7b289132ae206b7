#Requires -Version 7.6
<#
.SYNOPSIS
Builds, tests, documents or packages Autodiff.

.DESCRIPTION
Each task is a command or two that can be typed as well. The script uses the engine's own cmdlets only, so that it runs
in pwsh and, where there is none, in Autodiff.Shell:

  ./build.ps1 Test
  dotnet run -c Release --project src/Autodiff.Shell -- build.ps1 Test

.PARAMETER Task
Build compiles everything and fills bin/ and en-US/, the help, beside the manifest. Test builds and runs all tests.
Docs checks the pages in docs/help and writes the help of the cmdlets from them anew, both by PlatyPS; it needs pwsh and
the module Microsoft.PowerShell.PlatyPS. Package stages the module in artifacts/Autodiff. Several run in the order given.

.PARAMETER Configuration
Release, or Debug.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Docs', 'Package')]
    [string[]] $Task = 'Build',

    [ValidateSet('Release', 'Debug')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

$solution = "$PSScriptRoot/Autodiff.slnx"
$pages = "$PSScriptRoot/docs/help/*-Ad*.md"
$help = "$PSScriptRoot/en-US"
$package = "$PSScriptRoot/artifacts/Autodiff"

switch ($Task) {
    'Build' {
        dotnet build $solution -c $Configuration
    }
    'Test' {
        dotnet test $solution -c $Configuration
    }
    'Docs' {
        dotnet build $solution -c $Configuration
        Import-Module -Name 'Microsoft.PowerShell.PlatyPS'
        if ($false -in (Test-MarkdownCommandHelp -Path $pages)) { throw "Test-MarkdownCommandHelp -Path '$pages' -DetailView shows what is wrong." }
        # PlatyPS writes into a folder named as the module; Get-Help looks in that of the language.
        $written = Import-MarkdownCommandHelp -Path $pages | Export-MamlCommandHelp -OutputFolder "$PSScriptRoot/artifacts/help" -Force
        [System.IO.File]::Copy($written.FullName, "$help/$($written.Name)", $true)
    }
    'Package' {
        # Of files for any platform: those compiled ahead of time load on that of the build alone.
        dotnet build $solution -c $Configuration -p:ReadyToRun=false
        if ([System.IO.Directory]::Exists($package)) { [System.IO.Directory]::Delete($package, $true) }
        $files = @("$PSScriptRoot/Autodiff.psd1", "$PSScriptRoot/LICENSE", "$PSScriptRoot/README.md", "$PSScriptRoot/CHANGELOG.md")
        foreach ($folder in "$PSScriptRoot/bin", $help) { $files += [System.IO.Directory]::GetFiles($folder, '*', [System.IO.SearchOption]::AllDirectories) }
        foreach ($file in $files) {
            $copy = [System.IO.Path]::Combine($package, [System.IO.Path]::GetRelativePath($PSScriptRoot, $file))
            [void] [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($copy))
            [System.IO.File]::Copy($file, $copy)
        }
        "The module is in $package"
    }
}
