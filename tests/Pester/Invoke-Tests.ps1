#Requires -Version 7.6
<#
.SYNOPSIS
Runs the Pester tests against the package that build.ps1 Package writes.

.DESCRIPTION
The package is copied into a folder whose name has spaces and is put first on the module path, so that the tests, and the
processes that they start, import it as a user imports an installed module.

.PARAMETER Path
The test files. Default: all.

.PARAMETER Pester
The module Pester, version 5, by name or path. Default: the installed one.

.PARAMETER ResultFile
The file for the results, in the format NUnit3. Default: none is written.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [string[]] $Path = $PSScriptRoot,

    [string] $Pester = 'Pester',

    [string] $ResultFile
)

$ErrorActionPreference = 'Stop'
$package = "$PSScriptRoot/../../artifacts/Autodiff"
if (-not (Test-Path $package)) { throw "There is no package to test. Write it first: ./build.ps1 Package" }
$modules = New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "Autodiff modules $PID")
try {
    Copy-Item $package $modules -Recurse
    $env:PSModulePath = $modules.FullName + [IO.Path]::PathSeparator + $env:PSModulePath
    Import-Module $Pester -MinimumVersion 5.5
    $run = @{
        Run = @{ Path = $Path; PassThru = $true }
        Output = @{ Verbosity = 'Detailed' }
        TestResult = @{ Enabled = [bool] $ResultFile; OutputPath = $ResultFile; OutputFormat = 'NUnit3' }
    }
    $result = Invoke-Pester -Configuration $run
}
finally {
    Remove-Item $modules -Recurse -Force
}
if ($result.Result -ne 'Passed') { exit 1 }
