BeforeAll {
    Import-Module Autodiff
}

Describe 'Get-AdGraph' {
    BeforeAll {
        $f = New-AdFunction -Name wave { param($x) [Ad]::Sin($x) * $x }
    }

    It 'shows the graph for example arguments, an equation a line' {
        $text = Get-AdGraph $f 0.5
        $text | Should -BeOfType [string]
        $text.Split("`n").Trim() | Should -Be '{ lambda a:f64[]* . let', 'b:f64[]* = sin a', 'c:f64[]* = mul b a', 'in (c) }'
        $f | Get-AdGraph -ArgumentList 0.5 | Should -Be $text
        $f | Get-AdGraph -NamedArgument @{ x = 0.5 } | Should -Be $text
    }

    It 'has the dtype and shape of the arguments' {
        $f | Get-AdGraph -ArgumentList (New-AdTensor 1, 2 -DType f32) | Should -BeLike '*a:f32`[2`]*'
    }

    It 'follows the path that the numbers take' {
        $abs = New-AdFunction { param($x) if ($x -gt 0) { $x * 1 } else { -$x } }
        Get-AdGraph $abs 1.0 | Should -BeLike '*= mul *'
        Get-AdGraph $abs -1.0 | Should -BeLike '*= neg *'
    }

    It 'shows without arguments each graph that has been traced' {
        $abs = New-AdFunction { param($x) if ($x -gt 0) { $x * 1 } else { -$x } }
        Get-AdGraph $abs | Should -BeNullOrEmpty
        $null = -1.0, 2.0, 3.0 | Invoke-AdCompiled $abs
        $abs | Get-AdGraph | Should -HaveCount 2
    }

    It 'shows functions of a pipeline one after another' {
        $graphs = $f, ($f | Get-AdGradient) | Get-AdGraph -ArgumentList 0.5
        $graphs | Should -HaveCount 2
        $graphs[1] | Should -BeLike '*= cos *'
    }

    It 'computes nothing twice by -Optimized' {
        $twice = New-AdFunction { param($x) $a = $x * $x; $b = $x * $x; $a + $b }
        (Get-AdGraph $twice 1.0 | Select-String '= mul ' -AllMatches).Matches | Should -HaveCount 2
        (Get-AdGraph $twice 1.0 -Optimized | Select-String '= mul ' -AllMatches).Matches | Should -HaveCount 1
    }

    It 'shows by -As StableHlo the program that XLA reads' {
        Get-AdGraph $f 0.5 -As stablehlo | Should -BeLike 'module @wave*stablehlo.sine*stablehlo.multiply*'
    }

    It 'writes text that goes to a file' {
        Get-AdGraph $f 0.5 | Set-Content TestDrive:/graph.txt
        (Get-Content TestDrive:/graph.txt).Trim() | Should -Contain 'b:f64[]* = sin a'
    }

    It 'refuses <what>, whatever -ErrorAction says' -ForEach @(
        @{ what = 'a call without a function'; id = 'NoFunction'; cure = 'New-AdFunction'; code = { Get-AdGraph 5 -ErrorAction Ignore } }
        @{ what = 'a missing argument'; id = 'MissingArgument'; cure = "'y'"; code = { Get-AdGraph (New-AdFunction { param([Parameter(Mandatory)] $x, [Parameter(Mandatory)] $y) $x }) 1.0 -ErrorAction Ignore } }
        @{ what = 'a notation that there is not'; id = 'ParameterArgumentValidationError'; cure = 'Text,StableHlo'; code = { Get-AdGraph $f 1.0 -As Morse } }
    ) {
        $e = $code | Should -Throw -ErrorId "$id,Autodiff.PowerShell.GetAdGraphCommand" -PassThru
        $e.Exception.Message.Contains($cure) | Should -BeTrue -Because $e.Exception.Message
    }
}
