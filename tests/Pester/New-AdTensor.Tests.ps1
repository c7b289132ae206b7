BeforeAll {
    Import-Module Autodiff
}

Describe 'New-AdTensor' {
    It 'makes a tensor of <type> of <what>' -ForEach @(
        @{ what = 'a number'; type = 'i32[]'; code = { New-AdTensor 5 } }
        @{ what = 'one number in an array'; type = 'f64[1]'; code = { New-AdTensor @(5.0) } }
        @{ what = 'numbers'; type = 'f64[3]'; code = { New-AdTensor 1, 2.5, 3 } }
        @{ what = 'rows'; type = 'i32[2,3]'; code = { New-AdTensor (1, 2, 3), (4, 5, 6) } }
        @{ what = 'what a pipeline gave'; type = 'i32[3,2]'; code = { New-AdTensor -Data (1..3 | ForEach-Object { , ($_, 10) }) } }
        @{ what = 'nothing'; type = 'f64[0]'; code = { New-AdTensor @() } }
        @{ what = '[long]'; type = 'i64[]'; code = { New-AdTensor ([long] 5) } }
        @{ what = '[float]'; type = 'f32[]'; code = { New-AdTensor ([float] 5) } }
        @{ what = '[Half]'; type = 'f16[]'; code = { New-AdTensor ([Half] 5) } }
        @{ what = 'numbers, by -DType'; type = 'bf16[2]'; code = { New-AdTensor 1, 2.5 -DType bf16 } }
        @{ what = '[decimal]'; type = 'f64[]'; code = { New-AdTensor ([decimal] 5) } }
        @{ what = '[byte]'; type = 'i32[]'; code = { New-AdTensor ([byte] 5) } }
        @{ what = '[bool]'; type = 'bool[2]'; code = { New-AdTensor $true, $false } }
        @{ what = 'text that is a number'; type = 'f64[2]'; code = { New-AdTensor '2.5', '3' } }
        @{ what = 'a tensor, by -DType'; type = 'f32[2]'; code = { New-AdTensor (New-AdTensor 1, 2) -DType f32 } }
    ) {
        $t = & $code
        $t | Should -BeOfType ([Autodiff.Tensor])
        "$($t.DType)[$($t.Shape -join ',')]" | Should -Be $type
    }

    It 'arranges the data as -Shape says, of which -1 is what is left' {
        $t = New-AdTensor (1..6) -Shape 2, -1
        $t.Shape | Should -Be 2, 3
        $t[1, 0] | Should -Be 4
        (New-AdTensor 7 -Shape @()).Rank | Should -Be 0
    }

    It 'repeats one number by -Fill' {
        $t = New-AdTensor -Fill 2.5 -Shape 2, 2
        $t.Data | Should -Be 2.5, 2.5, 2.5, 2.5
        (New-AdTensor -Fill 1).Rank | Should -Be 0
    }

    It 'gives by -Random the same numbers for the same -Seed, and others without one' {
        $t = New-AdTensor -Random -Seed 1 -Shape 100
        $t.DType | Should -Be f64
        $t.Data | Should -Be (New-AdTensor -Random -Seed 1 -Shape 100).Data
        $t.Data | Measure-Object -Minimum -Maximum | ForEach-Object { $_.Minimum -ge 0 -and $_.Maximum -lt 1 } | Should -BeTrue
        (New-AdTensor -Random -Shape 100).Data | Should -Not -Be (New-AdTensor -Random -Shape 100).Data
        (New-AdTensor -Random -Seed 1 -DType f32).DType | Should -Be f32
    }

    It 'gives its numbers as arrays, and one of them as a number' {
        $t = New-AdTensor (1..6) -Shape 2, 3
        , $t.Data | Should -BeOfType ([int[]])
        ($t.Data | Measure-Object -Sum).Sum | Should -Be 21
        $t.ToArray().Rank | Should -Be 2
        $t[1, 2] | Should -BeOfType [int]
        $t[0].Data | Should -Be 1, 2, 3
        [double] (New-AdTensor 3.5) | Should -Be 3.5
        '{0:F2}' -f (New-AdTensor 1.0, 2.5) | Should -Be '[1.00 2.50]'
    }

    It 'has its facts as properties' {
        $facts = New-AdTensor (1..6) -Shape 2, 3 | Select-Object Shape, Rank, DType, Count, Length, Size
        $facts.Shape | Should -Be 2, 3
        $facts.Rank, $facts.Count, $facts.Length, $facts.Size | Should -Be 2, 2, 2, 6
        $facts.DType -eq 'i32' | Should -BeTrue
    }

    It 'is shown as NumPy prints it, between other output too' {
        $lines = & {
            New-AdTensor ((1.0, 2.5), (3, 4))
            'between'
            1.5 | ForEach-Object { New-AdTensor $_ }
            (New-AdTensor 1).DType
            New-AdFunction -Name loss { param($x, $y) $x * $y }
            New-AdTensor 7
        } | Out-String -Stream | Where-Object Length
        $lines.TrimEnd()[0..4] | Should -Be '[[1.  2.5]', ' [3.  4. ]]', 'between', '1.5', 'i32'
        $lines[7] | Should -Match '^loss +x, y +0$'
        $lines[8] | Should -Be 7
        New-AdTensor 1, 2, 3 | Format-List | Out-String -Stream | Where-Object Length | Should -Be '[1 2 3]'
        New-AdTensor (1..2000) | Out-String -Stream | Where-Object Length | Should -BeLike '`[*1 *2 *3 ... *2000`]'
    }

    It 'is shown with a reason when its elements are gone' {
        $gone = New-AdTensor 1.0, 2.0
        $gone.Delete()
        $gone | Out-String -Stream | Where-Object Length | Should -BeLike 'This tensor has been deleted.*'
    }

    It 'refuses <what>, whatever -ErrorAction says' -ForEach @(
        @{ what = 'text'; id = 'NotANumber'; category = 'InvalidType'; target = 'abc'; cure = "'abc'"; code = { New-AdTensor abc -ErrorAction Ignore } }
        @{ what = 'rows of unequal lengths'; id = 'RaggedArray'; category = 'InvalidData'; target = '1 2 3'; cure = '-Data[1]'; code = { New-AdTensor (1, 2), (, 3) -ErrorAction Ignore } }
        @{ what = 'a shape of another size'; id = 'ShapeMismatch'; category = 'InvalidData'; target = '1 2 3'; cure = '[2,2]'; code = { New-AdTensor 1, 2, 3 -Shape 2, 2 -ErrorAction Ignore } }
        @{ what = 'a number that the dtype lacks'; id = 'DoesNotFit'; category = 'InvalidData'; target = '1.5'; cure = '[Ad]::Cast'; code = { New-AdTensor 1.5 -DType i32 -ErrorAction Ignore } }
        @{ what = 'random integers'; id = 'InvalidDType'; category = 'InvalidType'; target = 'True'; cure = 'f16, bf16, f32, f64'; code = { New-AdTensor -Random -DType i32 -ErrorAction Ignore } }
        @{ what = 'several numbers for -Fill'; id = 'NotScalar'; category = 'InvalidArgument'; target = '1 2'; cure = '-Fill'; code = { New-AdTensor -Fill 1, 2 -ErrorAction Ignore } }
        @{ what = 'half an element'; id = 'InvalidShape'; category = 'InvalidArgument'; target = '1'; cure = '-Shape'; code = { New-AdTensor 1 -Shape 2.5 -ErrorAction Ignore } }
        @{ what = 'a dtype that there is not'; id = 'CannotConvertArgumentNoMessage'; category = 'InvalidArgument'; target = ''; cure = 'bool, i32, i64, u32, f16, bf16, f32, f64'; code = { New-AdTensor 1 -DType f99 } }
        @{ what = 'data and a fill'; id = 'AmbiguousParameterSet'; category = 'InvalidArgument'; target = ''; cure = ''; code = { New-AdTensor -Data 1 -Fill 2 } }
    ) {
        $e = $code | Should -Throw -ErrorId "$id,Autodiff.PowerShell.NewAdTensorCommand" -PassThru
        $e.CategoryInfo.Category | Should -Be $category
        "$($e.TargetObject | ForEach-Object { $_ })" | Should -Be $target
        $e.Exception.Message.Contains($cure) | Should -BeTrue -Because $e.Exception.Message
    }
}
