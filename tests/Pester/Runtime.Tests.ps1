#Requires -Version 7.6
# Needs a build, which fills bin/ beside the manifest, and Pester 5: ./build.ps1 Pester

BeforeAll {
    Import-Module "$PSScriptRoot/../../Autodiff.psd1" -Force
}

Describe 'Installing a runtime' {
    It 'touches nothing with -WhatIf' {
        $before = @(Get-AdRuntime -ListAvailable).Count
        Install-AdRuntime -Path "$PSScriptRoot/Runtime.Tests.ps1" -WhatIf
        @(Get-AdRuntime -ListAvailable).Count | Should -Be $before
    }
}
