BeforeAll {
    Import-Module Autodiff
}

Describe 'ConvertFrom-AdTensor' {
    It 'gives nested arrays, as deep as the tensor has axes, in one object' {
        $all = @(New-AdTensor (1..4) -Shape 2, 2 | ConvertFrom-AdTensor)
        $all | Should -HaveCount 1
        , $all[0] | Should -BeOfType ([object[]])
        , $all[0][1] | Should -BeOfType ([int[]])
        $all[0][1] | Should -Be 3, 4
    }

    It 'gives a number for a tensor without axes, and an empty array for an empty one' {
        ConvertFrom-AdTensor (New-AdTensor 2.5) | Should -BeOfType [double]
        , (New-AdTensor @() | ConvertFrom-AdTensor) | Should -BeOfType ([double[]])
    }

    It 'goes to JSON and comes back' {
        $t = New-AdTensor (1.5, 2.0), (3.0, 4.0)
        $json = $t | ConvertFrom-AdTensor | ConvertTo-Json -Compress
        $json | Should -Be '[[1.5,2.0],[3.0,4.0]]'
        "$(New-AdTensor ($json | ConvertFrom-Json -NoEnumerate))" | Should -Be "$t"
    }

    It 'gives by -Property an object a row' {
        $rows = New-AdTensor (1, 10), (2, 20) | ConvertFrom-AdTensor -Property id, price
        $rows | Should -HaveCount 2
        $rows[1].psobject.Properties.Name | Should -Be id, price
        $rows[1].price | Should -BeOfType [int]
        ($rows | Measure-Object price -Sum).Sum | Should -Be 30
        $rows | Sort-Object price -Descending | Select-Object -First 1 -ExpandProperty id | Should -Be 2
        ($rows | Format-Table | Out-String) | Should -Match '(?m)^ *2 +20\r?$'
    }

    It 'makes a column of a tensor with one axis' {
        (New-AdTensor 1.5, 2.5 | ConvertFrom-AdTensor -Property x).x | Should -Be 1.5, 2.5
    }

    It 'writes rows to a CSV file that ConvertTo-AdTensor reads' {
        $t = New-AdTensor (1.5, 2.0), (3.0, 4.0)
        $t | ConvertFrom-AdTensor -Property a, b | Export-Csv TestDrive:/t.csv
        "$(Import-Csv TestDrive:/t.csv | ConvertTo-AdTensor -Property a, b)" | Should -Be "$t"
    }

    It 'takes numbers and arrays as the tensors that they are' {
        5 | ConvertFrom-AdTensor | Should -Be 5
        (ConvertFrom-AdTensor (1..3) -Property x).x | Should -Be 1, 2, 3
        (, @(@(1, 2), @(3, 4)) | ConvertFrom-AdTensor -Property a, b).b | Should -Be 2, 4
    }

    It 'writes an error about <what>, and goes on with the next' -ForEach @(
        @{ what = 'another count of columns'; id = 'ShapeMismatch'; category = 'InvalidData'; bad = { New-AdTensor (1, 2, 3), (4, 5, 6) }; cure = '[rows, 2]' }
        @{ what = 'text'; id = 'NotANumber'; category = 'InvalidType'; bad = { 'abc' }; cure = "'abc'" }
        @{ what = 'a tensor whose elements are gone'; id = 'Deleted'; category = 'InvalidOperation'; bad = { $t = New-AdTensor (1, 2), (3, 4); $t.Delete(); $t }; cure = 'deleted' }
    ) {
        $item = & $bad
        $good = New-AdTensor (1, 10), (2, 20)
        $rows = $good, $item, $good | ConvertFrom-AdTensor -Property a, b -ErrorAction SilentlyContinue -ErrorVariable failures
        $rows.b | Should -Be 10, 20, 10, 20
        $failures | Should -HaveCount 1
        $failures[0].FullyQualifiedErrorId | Should -Be "$id,Autodiff.PowerShell.ConvertFromAdTensorCommand"
        $failures[0].CategoryInfo.Category | Should -Be $category
        [object]::ReferenceEquals($failures[0].TargetObject, $item) | Should -BeTrue
        $failures[0].Exception.Message.Contains($cure) | Should -BeTrue -Because $failures[0].Exception.Message
        { $item | ConvertFrom-AdTensor -Property a, b -ErrorAction Stop } | Should -Throw -ErrorId "$id,Autodiff.PowerShell.ConvertFromAdTensorCommand"
    }

    It 'ends the trace of a function that uses it' {
        $f = New-AdFunction { param($x) ConvertFrom-AdTensor $x }
        $e = { Invoke-AdCompiled $f @(1.0, 2.0) } | Should -Throw -ErrorId 'TracedCast,Autodiff.PowerShell.InvokeAdCompiledCommand' -PassThru
        $e.Exception.Message | Should -BeLike '*line *: A traced value*'
    }
}
