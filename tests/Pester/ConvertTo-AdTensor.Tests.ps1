BeforeAll {
    Import-Module Autodiff
}

Describe 'ConvertTo-AdTensor' {
    It 'collects numbers into one axis' {
        $t = 1..4 | ForEach-Object { $_ / 2 } | ConvertTo-AdTensor
        $t | Should -BeOfType ([Autodiff.Tensor])
        $t.Shape | Should -Be 4
        $t.Data | Should -Be 0.5, 1, 1.5, 2
    }

    It 'collects arrays and tensors into rows' {
        (1, 2), (3, 4), (5, 6) | ConvertTo-AdTensor | ForEach-Object Shape | Should -Be 3, 2
        ((New-AdTensor 1.0, 2.0), (New-AdTensor 3.0, 4.0) | ConvertTo-AdTensor).Data | Should -Be 1, 2, 3, 4
    }

    It 'makes columns of the properties of the rows of a CSV file' {
        Set-Content TestDrive:/iris.csv 'length,species,width', '5.1,setosa,3.5', '6,virginica,2'
        $t = Import-Csv TestDrive:/iris.csv | ConvertTo-AdTensor -Property width, length
        $t.Shape | Should -Be 2, 2
        $t.DType | Should -Be f64
        $t.Data | Should -Be 3.5, 5.1, 2, 6
    }

    It 'makes columns of objects and of hashtables, one column too' {
        ([pscustomobject]@{ a = 1; b = 2 }, @{ A = 3; b = 4 } | ConvertTo-AdTensor -Property a, b).Data | Should -Be 1, 2, 3, 4
        Get-ChildItem $PSScriptRoot/*.ps1 | ConvertTo-AdTensor -Property Length | ForEach-Object { $_.Shape[1] } | Should -Be 1
        (@{ v = 1, 2 }, @{ v = 3, 4 } | ConvertTo-AdTensor -Property v).Shape | Should -Be 2, 1, 2
    }

    It 'takes an array that is given by name as the tensor itself' {
        (ConvertTo-AdTensor (1..3)).Shape | Should -Be 3
        (ConvertTo-AdTensor -InputObject 5).Rank | Should -Be 0
    }

    It 'has the dtype in which the numbers meet, or that of -DType' {
        (1, [long] 3 | ConvertTo-AdTensor).DType | Should -Be i64
        (1, 2.5 | ConvertTo-AdTensor).DType | Should -Be f64
        ($true, $false | ConvertTo-AdTensor).DType | Should -Be bool
        (1, 2 | ConvertTo-AdTensor -DType f32).DType | Should -Be f32
        (1, 2 | ConvertTo-AdTensor -DType f16).DType | Should -Be f16
        (1, 2 | ConvertTo-AdTensor -DType bf16).DType | Should -Be bf16
        ('1', '2' | ConvertTo-AdTensor -DType i32).Data | Should -Be 1, 2
    }

    It 'is an empty tensor of an empty pipeline' {
        $t = @() | ConvertTo-AdTensor
        $t.Shape | Should -Be 0
        $t.DType | Should -Be f64
    }

    It 'gives what a function takes, and whose result goes back to rows' {
        $mean = New-AdFunction { param($table) [Ad]::Mean($table, 0) }
        $table = 'a,b', '1,10', '3,30' | ConvertFrom-Csv | ConvertTo-AdTensor -Property a, b
        (Invoke-AdCompiled $mean $table | ConvertFrom-AdTensor) | Should -Be 2, 20
    }

    It 'refuses <what>, whatever -ErrorAction says' -ForEach @(
        @{ what = 'text'; id = 'NotANumber'; category = 'InvalidType'; target = 'abc'; cure = 'item 1'; code = { 1, 'abc' | ConvertTo-AdTensor -ErrorAction Ignore } }
        @{ what = 'an empty field'; id = 'NotANumber'; category = 'InvalidType'; target = '@{a=; b=3}'; cure = "property 'a'"; code = { 'a,b', '1,2', ',3' | ConvertFrom-Csv | ConvertTo-AdTensor -Property a -ErrorAction Ignore } }
        @{ what = 'an object without -Property'; id = 'MissingProperty'; category = 'InvalidData'; target = '@{a=1}'; cure = '-Property'; code = { [pscustomobject]@{ a = 1 } | ConvertTo-AdTensor -ErrorAction Ignore } }
        @{ what = 'a property that an object lacks'; id = 'MissingProperty'; category = 'InvalidData'; target = '@{a=1}'; cure = "'q'"; code = { [pscustomobject]@{ a = 1 } | ConvertTo-AdTensor -Property a, q -ErrorAction Ignore } }
        @{ what = 'items of unequal shapes'; id = 'ShapeMismatch'; category = 'InvalidData'; target = ''; cure = 'item 1'; code = { 1, (1, 2) | ConvertTo-AdTensor -ErrorAction Ignore } }
        @{ what = 'a number that the dtype lacks'; id = 'DoesNotFit'; category = 'InvalidData'; target = ''; cure = '[Ad]::Cast'; code = { 1, 2.5 | ConvertTo-AdTensor -DType i32 -ErrorAction Ignore } }
    ) {
        $e = $code | Should -Throw -ErrorId "$id,Autodiff.PowerShell.ConvertToAdTensorCommand" -PassThru
        $e.CategoryInfo.Category | Should -Be $category
        "$($e.TargetObject)" | Should -Be $target
        $e.Exception.Message.Contains($cure) | Should -BeTrue -Because $e.Exception.Message
    }

    It 'names [Ad]::Stack inside a function' {
        $f = New-AdFunction { param($x) $x, $x | ConvertTo-AdTensor }
        $e = { Invoke-AdCompiled $f 1.0 } | Should -Throw -ErrorId 'TracedCast,Autodiff.PowerShell.InvokeAdCompiledCommand' -PassThru
        $e.Exception.Message | Should -BeLike '*`[Ad`]::Stack*'
    }
}
