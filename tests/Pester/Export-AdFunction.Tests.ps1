BeforeAll {
    Import-Module Autodiff
}

Describe 'Export-AdFunction' {
    BeforeAll {
        $square = New-AdFunction -Name square { param($x) $x * $x }
    }

    It 'writes a program of StableHLO with the signature, and gives nothing' {
        $square | Export-AdFunction -Path TestDrive:/square.mlir -ArgumentList 1.0 | Should -BeNullOrEmpty
        $text = Get-Content TestDrive:/square.mlir -Raw
        $text | Should -BeLike 'module @square*stablehlo.multiply*'
        $text | Should -BeLike '*"x\"*'
    }

    It 'takes the function and its arguments by position and by name too' {
        $line = New-AdFunction { param($x, $k) $k * $x }
        Export-AdFunction $line 1.0 2.0 -Path TestDrive:/position.mlir
        Export-AdFunction -Function $line -NamedArgument @{ k = 2.0; x = 1.0 } -Path TestDrive:/name.mlir
        (Get-FileHash TestDrive:/name.mlir).Hash | Should -Be (Get-FileHash TestDrive:/position.mlir).Hash
    }

    It 'writes the dtype and shape of the arguments, and not their numbers' {
        Export-AdFunction $square (New-AdTensor 1, 2, 3 -DType f32) -Path TestDrive:/a.mlir
        Export-AdFunction $square (New-AdTensor 7, 8, 9 -DType f32) -Path TestDrive:/b.mlir
        Get-Content TestDrive:/a.mlir -Raw | Should -BeLike '*tensor<3xf32>*'
        Get-Content TestDrive:/b.mlir -Raw | Should -Be (Get-Content TestDrive:/a.mlir -Raw)
    }

    It 'replaces a file, but not with -NoClobber' {
        Set-Content TestDrive:/there.mlir old
        $e = { Export-AdFunction $square 1.0 -Path TestDrive:/there.mlir -NoClobber -ErrorAction Ignore } | Should -Throw -ErrorId 'WriteFailed,Autodiff.PowerShell.ExportAdFunctionCommand' -PassThru
        $e.TargetObject | Should -Be (Join-Path $TestDrive there.mlir)
        $e.Exception.Message | Should -BeLike '*there.mlir*already exists*'
        Get-Content TestDrive:/there.mlir | Should -Be old
        Export-AdFunction $square 1.0 -Path TestDrive:/there.mlir
        Get-Content TestDrive:/there.mlir -Raw | Should -BeLike 'module*'
        Get-ChildItem TestDrive:/there* | Should -HaveCount 1
    }

    It 'writes nothing by -WhatIf' {
        Export-AdFunction $square 1.0 -Path TestDrive:/what.mlir -WhatIf
        Test-Path TestDrive:/what.mlir | Should -BeFalse
    }

    It 'takes -LiteralPath as it is, and wildcards in -Path for one file that is there' {
        Export-AdFunction $square 1.0 -LiteralPath "$TestDrive/x[1].mlir"
        Test-Path -LiteralPath TestDrive:/x[1].mlir | Should -BeTrue
        Set-Content TestDrive:/only.txt old
        Export-AdFunction $square 1.0 -Path TestDrive:/onl?.txt
        Get-Content TestDrive:/only.txt -Raw | Should -BeLike 'module*'
    }

    It 'writes beside the current location, whatever the folder of the process' {
        Push-Location TestDrive:/
        try { Export-AdFunction $square 1.0 -Path here.mlir } finally { Pop-Location }
        Test-Path TestDrive:/here.mlir | Should -BeTrue
    }

    It 'says by -Verbose what it does' {
        "$(Export-AdFunction $square 1.0 -Path TestDrive:/v.mlir -Verbose 4>&1)" | Should -BeLike '*square(x)*v.mlir*'
    }

    It 'refuses <what>, whatever -ErrorAction says' -ForEach @(
        @{ what = 'a call without a function'; id = 'NoFunction'; cure = 'New-AdFunction'; code = { Export-AdFunction -Path TestDrive:/q.mlir -ErrorAction Ignore } }
        @{ what = 'a missing argument'; id = 'MissingArgument'; cure = "'x'"; code = { Export-AdFunction $square -Path TestDrive:/q.mlir -ErrorAction Ignore } }
        @{ what = 'a condition on an argument'; id = 'NoValue'; cure = '[Ad]::Where'; code = { Export-AdFunction (New-AdFunction { param($x) if ($x -gt 0) { $x } else { -$x } }) 1.0 -Path TestDrive:/q.mlir -ErrorAction Ignore } }
        @{ what = 'a folder that is not there'; id = 'WriteFailed'; cure = 'q.mlir'; code = { Export-AdFunction $square 1.0 -Path TestDrive:/no/q.mlir -ErrorAction Ignore } }
        @{ what = 'a path of another provider'; id = 'InvalidPath'; cure = 'file system'; code = { Export-AdFunction $square 1.0 -Path Env:/q.mlir -ErrorAction Ignore } }
        @{ what = 'a literal path of another provider'; id = 'InvalidPath'; cure = 'file system'; code = { Export-AdFunction $square 1.0 -LiteralPath Variable:/q.mlir -ErrorAction Ignore } }
        @{ what = 'wildcards for several files'; id = 'AmbiguousPath'; cure = '-LiteralPath'; code = { Set-Content TestDrive:/m1.txt, TestDrive:/m2.txt 1; Export-AdFunction $square 1.0 -Path TestDrive:/m?.txt -ErrorAction Ignore } }
    ) {
        $e = $code | Should -Throw -ErrorId "$id,Autodiff.PowerShell.ExportAdFunctionCommand" -PassThru
        $e.Exception.Message.Contains($cure) | Should -BeTrue -Because $e.Exception.Message
        Test-Path TestDrive:/q.mlir | Should -BeFalse
        Test-Path ([IO.Path]::GetFullPath('q.mlir')) | Should -BeFalse
    }
}
