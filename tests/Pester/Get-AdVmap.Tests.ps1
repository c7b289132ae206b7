BeforeAll {
    Import-Module Autodiff
}

Describe 'Get-AdVmap' {
    It 'maps a function of one item over a leading axis' {
        $f = New-AdFunction -Name norm { param($row) [Ad]::Sum($row * $row) }
        $m = $f | Get-AdVmap
        "$m" | Should -Be 'vmap(norm)(row)'
        (Invoke-AdCompiled $m @(@(1.0, 2.0), @(3.0, 4.0))).Data | Should -Be 5, 25
    }

    It 'gives what a loop over the items gives' {
        $g = New-AdFunction { param($x) [Ad]::Sin($x) * $x } | Get-AdGradient
        $items = 0.1, 0.5, 2.5
        $mapped = Invoke-AdCompiled (Get-AdVmap $g) $items
        $mapped.Data.ForEach({ [Math]::Round($_, 12) }) | Should -Be ($items | Invoke-AdCompiled $g | ForEach-Object { [Math]::Round($_, 12) })
    }

    It 'maps what a hashtable or an array for -InAxis leaves' {
        $f = New-AdFunction { param($weights, $row) [Ad]::Sum($weights * $row) }
        $rows = @(@(1.0, 2.0), @(3.0, 4.0), @(5.0, 6.0))
        (Invoke-AdCompiled ($f | Get-AdVmap -InAxis @{ Weights = $null }) @(10.0, 1.0) $rows).Data | Should -Be 12, 34, 56
        (Invoke-AdCompiled ($f | Get-AdVmap -InAxis $null, 0) @(10.0, 1.0) $rows).Data | Should -Be 12, 34, 56
        (Invoke-AdCompiled ($f | Get-AdVmap -InAxis $null, 1) @(10.0, 1.0, 0.0) $rows).Data | Should -Be 13, 24
    }

    It 'maps the columns by -InAxis 1, and the last axis by -1' {
        $sum = New-AdFunction { param($v) [Ad]::Sum($v) }
        $m = New-AdTensor (1..6) -Shape 2, 3
        (Invoke-AdCompiled ($sum | Get-AdVmap -InAxis 1) $m).Data | Should -Be 5, 7, 9
        (Invoke-AdCompiled ($sum | Get-AdVmap -InAxis -1) $m).Data | Should -Be 5, 7, 9
    }

    It 'puts the items where -OutAxis says, for all results or each' {
        $f = New-AdFunction { param($x) @{ pair = [Ad]::Stack(@($x, (10 * $x)), 0); number = $x } }
        $r = Invoke-AdCompiled ($f | Get-AdVmap -OutAxis @{ pair = 1; number = 0 }) @(1.0, 2.0, 3.0)
        $r.pair.Shape | Should -Be 2, 3
        $r.pair.Data | Should -Be 1, 2, 3, 10, 20, 30
        $r.number.Data | Should -Be 1, 2, 3
    }

    It 'gives once what is the same for all items, by $null for -OutAxis' {
        $f = New-AdFunction { param($x) $x; 5.0 }
        $each, $same = Invoke-AdCompiled ($f | Get-AdVmap -OutAxis 0, $null) @(1.0, 2.0)
        $each.Data | Should -Be 1, 2
        $same.Shape | Should -BeNullOrEmpty
        $same.Item() | Should -Be 5
    }

    It 'maps all that is in a tree' {
        $f = New-AdFunction { param($p) $p.w * $p.b }
        (Invoke-AdCompiled ($f | Get-AdVmap) @{ w = @(1.0, 2.0); b = @(3.0, 4.0) }).Data | Should -Be 3, 8
    }

    It 'maps twice' {
        $product = New-AdFunction { param($x, $y) $x * $y }
        $table = $product | Get-AdVmap -InAxis $null, 0 | Get-AdVmap -InAxis 0, $null
        (Invoke-AdCompiled $table @(1.0, 2.0) @(3.0, 4.0) | ConvertFrom-AdTensor | ConvertTo-Json -Compress) | Should -Be '[[3.0,4.0],[6.0,8.0]]'
    }

    It 'refuses <what>, whatever -ErrorAction says' -ForEach @(
        @{ what = 'a parameter that the function lacks'; id = 'UnknownParameter'; target = 'f(x, y)'; cure = '-InAxis takes x, y'; code = { New-AdFunction { param($x, $y) $x } | Get-AdVmap -InAxis @{ q = 0 } -ErrorAction Ignore } }
        @{ what = 'more axes than parameters'; id = 'WrongArgumentCount'; target = 'f(x, y)'; cure = '3 axes'; code = { New-AdFunction { param($x, $y) $x } | Get-AdVmap -InAxis 0, 1, 2 -ErrorAction Ignore } }
        @{ what = 'an axis that is no integer'; id = 'InvalidShape'; target = 'f(x)'; cure = '-OutAxis'; code = { New-AdFunction { param($x) $x } | Get-AdVmap -OutAxis 0.5 -ErrorAction Ignore } }
        @{ what = 'what is no function'; id = 'NoFunction'; target = 'text'; cure = 'New-AdFunction'; code = { Get-AdVmap 'text' -ErrorAction Ignore } }
    ) {
        $e = $code | Should -Throw -ErrorId "$id,Autodiff.PowerShell.GetAdVmapCommand" -PassThru
        $e.CategoryInfo.Category | Should -Be InvalidArgument
        "$($e.TargetObject)" | Should -Be $target
        $e.Exception.Message.Contains($cure) | Should -BeTrue -Because $e.Exception.Message
    }

    It 'says when it is called what to write for <what>' -ForEach @(
        @{ what = 'a condition on a mapped value'; id = 'NoValue'; cure = '[Ad]::Where'; code = { Invoke-AdCompiled (New-AdFunction { param($x) if ($x -gt 0) { $x } else { -$x } } | Get-AdVmap) @(1.0, -2.0) } }
        @{ what = 'a number without axes'; id = 'InvalidAxis'; cure = '-InAxis'; code = { Invoke-AdCompiled (New-AdFunction { param($x) $x } | Get-AdVmap) 3.0 } }
        @{ what = 'arguments of unequal lengths'; id = 'ShapeMismatch'; cure = 'y has 3 items'; code = { Invoke-AdCompiled (New-AdFunction { param($x, $y) $x * $y } | Get-AdVmap) @(1.0, 2.0) @(1.0, 2.0, 3.0) } }
        @{ what = 'nothing that is mapped'; id = 'NothingToMap'; cure = '-InAxis'; code = { Invoke-AdCompiled (New-AdFunction { param($x) $x } | Get-AdVmap -InAxis $null) 3.0 } }
    ) {
        $e = $code | Should -Throw -ErrorId "$id,Autodiff.PowerShell.InvokeAdCompiledCommand" -PassThru
        $e.Exception.Message.Contains($cure) | Should -BeTrue -Because $e.Exception.Message
    }
}
