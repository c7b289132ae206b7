BeforeAll {
    Import-Module Autodiff
    $cmdlets = (Import-PowerShellDataFile $PSScriptRoot/../../Autodiff.psd1).CmdletsToExport
}

Describe 'The manifest' {
    It 'exports the cmdlets of its manifest and nothing else' {
        (Get-Command -Module Autodiff).Name | Sort-Object | Should -Be ($cmdlets | Sort-Object)
        $module = Get-Module Autodiff
        $module.ExportedAliases.Count + $module.ExportedFunctions.Count + $module.ExportedVariables.Count | Should -Be 0
    }

    It 'exports every cmdlet that its assembly has' {
        $written = (Get-Command New-AdFunction).ImplementingType.Assembly.GetExportedTypes() | ForEach-Object {
            $_.GetCustomAttributes([Management.Automation.CmdletAttribute], $false) | ForEach-Object { "$($_.VerbName)-$($_.NounName)" }
        }
        (Get-Command -Module Autodiff).Name | Sort-Object | Should -Be ($written | Sort-Object)
    }

    It 'has approved verbs' {
        (Get-Command -Module Autodiff).Verb | Where-Object { $_ -notin (Get-Verb).Verb } | Should -BeNullOrEmpty
    }

    It 'has a file of tests for each cmdlet, named as the cmdlet' {
        $cmdlets | Where-Object { -not (Select-String "^Describe '$_'" $PSScriptRoot/$_.Tests.ps1 -ErrorAction Ignore) } | Should -BeNullOrEmpty
    }
}
