BeforeAll {
    Import-Module Autodiff

    # The completions that the Tab key offers at the end of a line, in order.
    function Get-Completion([string] $Line) {
        (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches.CompletionText
    }
}

Describe 'Completion of a value of a closed set' {
    It 'gives <Expected> for <Line>' -ForEach @(
        @{ Line = 'Invoke-AdCompiled -Backend '; Expected = 'Auto', 'Managed', 'Xla' }
        @{ Line = 'Invoke-AdCompiled -Backend m'; Expected = 'Managed' }
        @{ Line = '$f | Invoke-AdCompiled 1.0 -Backend X'; Expected = 'Xla' }
        @{ Line = 'New-AdTensor -Fill 1 -DType '; Expected = 'bf16', 'bool', 'f16', 'f32', 'f64', 'i32', 'i64', 'u32' }
        @{ Line = 'New-AdTensor (1, 2) -DType f'; Expected = 'f16', 'f32', 'f64' }
        @{ Line = '1..3 | ConvertTo-AdTensor -DType I'; Expected = 'i32', 'i64' }
        @{ Line = 'Get-AdGraph -As '; Expected = 'StableHlo', 'Text' }
        @{ Line = '$f | Get-AdGraph -As s'; Expected = 'StableHlo' }
        @{ Line = 'Get-AdGradient -Mode '; Expected = 'Forward', 'Reverse' }
        @{ Line = '$f | Get-AdGradient -Mode f'; Expected = 'Forward' }
        @{ Line = 'Get-AdJacobian -Mode '; Expected = 'Auto', 'Forward', 'Reverse' }
        @{ Line = 'Get-AdJacobian -Mode r'; Expected = 'Reverse' }
        @{ Line = 'Get-AdHessian -Mode '; Expected = 'Auto', 'Forward', 'Reverse' }
    ) {
        Get-Completion $Line | Sort-Object | Should -Be $Expected
    }

    It 'is there for each parameter of these names' {
        $parameters = Get-Command -Module Autodiff | ForEach-Object {
            foreach ($name in 'Backend', 'DType', 'As', 'Mode') { if ($_.Parameters.ContainsKey($name)) { "$_ -$name" } }
        }
        $parameters | Should -Not -BeNullOrEmpty
        foreach ($parameter in $parameters) { Get-Completion "$parameter " | Should -Not -BeNullOrEmpty -Because $parameter }
    }
}

Describe 'Completion of a name' {
    It 'gives the operations of [Ad] that begin as typed' {
        Get-Completion '[Ad]::soft' | Should -Be 'Softmax(', 'Softplus('
        Get-Completion '$f = New-AdFunction { param($x) [Ad]::MatM' | Should -Be 'MatMul('
    }

    It 'gives every operation of [Ad]' {
        $operations = [Ad].GetMethods([Reflection.BindingFlags] 'Public, Static, DeclaredOnly').Name | Sort-Object -Unique
        $operations.Count | Should -BeGreaterThan 100
        $given = Get-Completion '[Ad]::' | ForEach-Object { $_.TrimEnd('(') }
        $operations | Where-Object { $_ -notin $given } | Should -BeNullOrEmpty
    }

    It 'gives the cmdlets for <Line>' -ForEach @(
        @{ Line = 'New-Ad' }, @{ Line = 'Get-Ad' }, @{ Line = 'ConvertTo-Ad' }, @{ Line = 'Invoke-Ad' }, @{ Line = 'Install-Ad' }
    ) {
        $expected = (Get-Module Autodiff).ExportedCmdlets.Keys -like "$Line*" | Sort-Object
        $expected | Should -Not -BeNullOrEmpty
        Get-Completion $Line | Should -Be $expected
    }

    It 'gives the cmdlets before the module has been imported' {
        Import-Module $PSScriptRoot/Pwsh.psm1
        $run = Invoke-Pwsh '(TabExpansion2 Get-AdG 7).CompletionMatches.CompletionText -join " "; "imported: $(@(Get-Module Autodiff).Count)"'
        $run.Output -split '\r?\n' | Select-Object -First 2 | Should -Be 'Get-AdGradient Get-AdGraph', 'imported: 0'
    }
}
