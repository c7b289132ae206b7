#Requires -Version 7.6
<#
.SYNOPSIS
Builds, shows, tests, documents or packages Autodiff.

.DESCRIPTION
Each task is a few commands that you can also type. Without pwsh, the .NET SDK runs the script:

  dotnet dnx -y powershell -- ./build.ps1 Test

.PARAMETER Task
Build compiles everything, and fills bin/ and en-US/, the help, beside the manifest. Demo builds the module and trains
examples/iris.ps1. Test builds, packages and runs all tests: those of C# by xunit, those of PowerShell by Pester. Docs
checks the pages in docs/help and regenerates the help of the cmdlets, both with PlatyPS; it needs the module
Microsoft.PowerShell.PlatyPS. Package writes the module to artifacts/Autodiff, for any platform. Several tasks run in the
order given.

.PARAMETER Configuration
Release, or Debug.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Demo', 'Test', 'Docs', 'Package')]
    [string[]] $Task = 'Build',

    [ValidateSet('Release', 'Debug')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

$pages = 'docs/help/*-Ad*.md'
$package = 'artifacts/Autodiff'
$results = 'artifacts/results'

# Scripts that load the module run in a separate pwsh, because the module cannot be rebuilt while a process has it loaded.
Push-Location $PSScriptRoot
try {
    switch ($Task) {
        'Build' {
            dotnet build -c $Configuration
        }
        'Demo' {
            dotnet build src/Autodiff.PowerShell -c $Configuration
            dotnet dnx -y powershell -- -NoProfile examples/iris.ps1
        }
        'Test' {
            Remove-Item $results -Recurse -ErrorAction Ignore
            & $PSCommandPath Build, Package -Configuration $Configuration
            $PSNativeCommandUseErrorActionPreference = $false
            dotnet test -c $Configuration --no-build --logger trx --results-directory $results
            $exitCodes = @($LASTEXITCODE)
            $pester = dotnet msbuild tests/Autodiff.PowerShell.Tests -getProperty:PkgPester
            dotnet dnx -y powershell -- -NoProfile -NonInteractive tests/Pester/Invoke-Tests.ps1 -Pester $pester/tools/Pester.psd1 -ResultFile $results/Pester.xml
            $exitCodes += $LASTEXITCODE
            $xunit = @((Get-ChildItem $results/*.trx | ForEach-Object { ([xml] (Get-Content $_ -Raw)).TestRun.ResultSummary.Counters }))
            $files = ([xml] (Get-Content $results/Pester.xml -Raw)).'test-run'
            $passed = ($xunit + $files | Measure-Object passed -Sum).Sum
            $failed = ($xunit + $files | Measure-Object failed -Sum).Sum
            $skipped = ($xunit | ForEach-Object { $_.total - $_.executed } | Measure-Object -Sum).Sum + $files.skipped
            "$passed passed, $failed failed, $skipped skipped"
            if ($exitCodes -ne 0) { exit 1 }
        }
        'Docs' {
            dotnet build -c $Configuration
            Import-Module Microsoft.PowerShell.PlatyPS
            if ($false -in (Test-MarkdownCommandHelp -Path $pages)) { throw "Test-MarkdownCommandHelp -Path '$pages' -DetailView shows what is wrong." }
            # PlatyPS writes into a folder named as the module; Get-Help looks in that of the language.
            Import-MarkdownCommandHelp -Path $pages | Export-MamlCommandHelp -OutputFolder artifacts/help -Force | Copy-Item -Destination en-US
        }
        'Package' {
            dotnet build src/Autodiff.PowerShell -c $Configuration
            Remove-Item $package -Recurse -ErrorAction Ignore
            $null = New-Item $package/bin -ItemType Directory
            Copy-Item Autodiff.psd1, LICENSE, README.md, CHANGELOG.md, en-US $package -Recurse
            $portable = "src/Autodiff.PowerShell/bin/$Configuration/net10.0"
            # The assemblies in bin/ are compiled for this platform; those from before that step load on any platform.
            Copy-Item bin/*.ps1xml, $portable/Autodiff.Core.dll, $portable/Autodiff.PowerShell.dll $package/bin
            "The module is in $PSScriptRoot/$package"
        }
    }
}
finally {
    Pop-Location
}
