BeforeAll {
    Import-Module Autodiff
}

Describe 'Import-AdFunction' {
    BeforeAll {
        New-AdFunction -Name square { param($x) $x * $x } | Export-AdFunction -Path TestDrive:/square.mlir -ArgumentList 1.0
        New-AdFunction -Name line { param($x, $k) $k * $x } | Export-AdFunction -Path TestDrive:/line.mlir -ArgumentList 1.0, 2.0
        Set-Content TestDrive:/broken.mlir 'func.func @main() { call @main() : () -> () }'
        $jax = "$PSScriptRoot/../data/stablehlo"
    }

    It 'makes a function that has the name and parameters of the one that was exported' {
        $f = Import-AdFunction TestDrive:/line.mlir
        $f | Should -BeOfType ([Autodiff.Function])
        "$f" | Should -Be 'line(x, k)'
        "$(Import-AdFunction TestDrive:/line.mlir -Name other)" | Should -Be 'other(x, k)'
        ($f | Out-String) | Should -Match '(?m)^line +x, k +0\r?$'
    }

    It 'takes paths, wildcards and files from the pipeline' {
        "$(Import-AdFunction TestDrive:/square.mlir, TestDrive:/line.mlir)" | Should -Be 'square(x) line(x, k)'
        "$('TestDrive:/square.mlir' | Import-AdFunction)" | Should -Be 'square(x)'
        "$(Get-ChildItem TestDrive:/*.mlir -Exclude broken* | Sort-Object Name | Import-AdFunction)" | Should -Be 'line(x, k) square(x)'
        "$(Import-AdFunction TestDrive:/[ls]*.mlir | Sort-Object Name)" | Should -Be 'line(x, k) square(x)'
    }

    It 'takes -LiteralPath as it is' {
        Copy-Item TestDrive:/square.mlir "$TestDrive/[s].mlir"
        "$(Import-AdFunction -LiteralPath "$TestDrive/[s].mlir")" | Should -Be 'square(x)'
    }

    It 'writes an error about <what>, and goes on with the next file' -ForEach @(
        @{ what = 'a file that is not there'; path = 'missing.mlir'; id = 'ReadFailed'; cure = 'missing.mlir' }
        @{ what = 'wildcards that no file is like'; path = 'missing*.mlir'; id = 'PathNotFound'; cure = 'missing*.mlir' }
        @{ what = 'a program that calls itself'; path = 'broken.mlir'; id = 'InvalidFile'; cure = 'broken.mlir, line 1: @main calls @main' }
    ) {
        $functions = Import-AdFunction TestDrive:/square.mlir, TestDrive:/$path, TestDrive:/line.mlir -ErrorAction SilentlyContinue -ErrorVariable failures
        "$functions" | Should -Be 'square(x) line(x, k)'
        $failures | Should -HaveCount 1
        $failures[0].FullyQualifiedErrorId | Should -Be "$id,Autodiff.PowerShell.ImportAdFunctionCommand"
        $failures[0].TargetObject | Should -BeLike "*$([WildcardPattern]::Escape($path))"
        $failures[0].Exception.Message.Contains($cure) | Should -BeTrue -Because $failures[0].Exception.Message
        { Import-AdFunction TestDrive:/$path -ErrorAction Stop } | Should -Throw -ErrorId "$id,Autodiff.PowerShell.ImportAdFunctionCommand"
    }

    It 'refuses a path of another provider' {
        { Import-AdFunction Env:/PATH -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidPath,Autodiff.PowerShell.ImportAdFunctionCommand'
        { Import-AdFunction -LiteralPath Variable:/HOME -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidPath,Autodiff.PowerShell.ImportAdFunctionCommand'
    }

    It 'warns of a long program' {
        $body = '%y = stablehlo.sine %x : tensor<f64>'
        Set-Content TestDrive:/long.mlir 'func.func @main(%x: tensor<f64>) -> tensor<f64> {', (, $body * 10000), 'return %x : tensor<f64> }'
        $null = Import-AdFunction TestDrive:/long.mlir -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLike '*long.mlir*10,001 operations*'
    }

    It 'has no derivatives, and says what to export instead' {
        $e = { Import-AdFunction TestDrive:/square.mlir | Get-AdGradient } | Should -Throw -ErrorId 'ImportedProgram,Autodiff.PowerShell.GetAdGradientCommand' -PassThru
        $e.Exception.Message | Should -BeLike '*first Get-AdGradient, then Export-AdFunction*'
    }

    It 'runs on XLA alone' {
        $f = Import-AdFunction TestDrive:/square.mlir
        $e = { Invoke-AdCompiled $f 1.0 -Backend Managed } | Should -Throw -ErrorId 'NeedsXla,Autodiff.PowerShell.InvokeAdCompiledCommand' -PassThru
        $e.Exception.Message | Should -BeLike '*Install-AdRuntime*'
        { Invoke-AdCompiled $f @(1.0, 2.0) } | Should -Throw -ErrorId 'ShapeMismatch,Autodiff.PowerShell.InvokeAdCompiledCommand'
    }

    It 'computes on XLA what the function computes, with its trees' -Skip:(-not $env:AUTODIFF_PJRT_PLUGIN -and $env:AUTODIFF_REQUIRE_XLA -ne 1) {
        2.0, 3.0 | Invoke-AdCompiled (Import-AdFunction TestDrive:/square.mlir) | Should -Be 4, 9
        $layer = New-AdFunction -Name layer { param($p, $x) @{ y = [Ad]::Sum($x * $p.w) + $p.b; w = $p.w } }
        $p = [pscustomobject]@{ w = 2.5; b = 1.0 }
        $layer | Export-AdFunction -Path TestDrive:/layer.mlir -ArgumentList $p, @(1.0, 2.0)
        $r = Import-AdFunction TestDrive:/layer.mlir | Invoke-AdCompiled -ArgumentList $p, @(1.0, 2.0)
        $r.y, $r.w | Should -Be 8.5, 2.5
        New-AdFunction { param($x) $x * $x * $x } | Get-AdGradient | Export-AdFunction -Path TestDrive:/slope.mlir -ArgumentList 1.0
        2.0, 3.0 | Invoke-AdCompiled (Import-AdFunction TestDrive:/slope.mlir) | Should -Be 12, 27
    }

    It 'runs what JAX has exported, as text and as bytecode' -Skip:(-not $env:AUTODIFF_PJRT_PLUGIN -and $env:AUTODIFF_REQUIRE_XLA -ne 1) {
        $x = New-AdTensor 1, 2, 3, 4, 5, 6 -DType f32
        $i = New-AdTensor 1, 4 -DType i32
        $functions = Import-AdFunction $jax/two_results.mlir*
        $functions | Should -HaveCount 2
        $functions | ForEach-Object { (Invoke-AdCompiled $_ -NamedArgument @{ arg1 = $i; arg0 = $x })[0] } | Should -Be 7, 7
    }
}
