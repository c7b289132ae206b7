# The culture of the session is for what PowerShell prints and reads. What the module reads and writes is the same in each.

BeforeDiscovery {
    $cultures = 'de-DE', 'tr-TR', 'ar-SA', 'sv-SE'
}

BeforeAll {
    Import-Module $PSScriptRoot/Pwsh.psm1

    # Each line is a text that the module has made, after a name.
    $script = Join-Path $TestDrive 'texts.ps1'
    Set-Content $script @'
        param($Culture, $Folder)
        [cultureinfo]::CurrentCulture = [cultureinfo]::CurrentUICulture = [cultureinfo]::new($Culture)
        Import-Module Autodiff

        # PowerShell's text of a number that is a result has its culture; this one has none.
        function Show($Name, [scriptblock] $Block) {
            $texts = try { & $Block } catch { $_.Exception.GetBaseException().Message }
            $r[$Name] = @(@($texts) | ForEach-Object { ($_ -is [IFormattable] -and $_ -isnot [Autodiff.Value] ? $_.ToString($null, [cultureinfo]::InvariantCulture) : "$_") -split "`n" })
        }

        $r = [ordered]@{}
        $scale = New-AdFunction { param($x) $x * -2.5 }
        $sum = New-AdFunction { param($INDEX, $limit) $index - $LIMIT * $limit }
        $path = New-AdFunction { param($x) if ($x -gt 1.5) { $x * $x } else { -$x } }

        Show 'text of the culture' { (-1.5).ToString('N1'); 'TITLE'.ToLower() }
        Show 'numbers from text' { '1.5', '-2.25e3' | Invoke-AdCompiled $scale; Invoke-AdCompiled $scale -1.5 }
        Show 'text that is no number' { '1,5' | Invoke-AdCompiled $scale -ErrorAction Stop }
        Show 'rows of a CSV' { "price,n`n1.5,3`n-2.5,-4" | ConvertFrom-Csv | Invoke-AdCompiled (New-AdFunction { param($price, $n) $price * $n }) }
        Show 'names in any case' {
            Invoke-AdCompiled ($sum | Get-AdGradient -Parameter LIMIT) -NamedArgument @{ Index = 1.5; LIMIT = 2.5 }
            "TITLE,I`n1.5,3" | ConvertFrom-Csv | Invoke-AdCompiled (New-AdFunction { param($title, $i) $title * $i })
            Invoke-AdCompiled (New-AdFunction { param($p) $p.TITLE + $p.weightI }) @{ title = 1.5; WEIGHTi = 2.5 }
            (New-AdTensor 1 -DType I32).DType
        }
        Show 'tensors' {
            New-AdTensor 1.5, -2.25, 1e-10, ([double]::NaN), ([double]::NegativeInfinity), 1234567.5
            New-AdTensor -1, 2
            '{0:F3} {0}' -f (New-AdTensor -1.5, 2)
            [string](New-AdTensor -1.5)
        }
        Show 'graphs' {
            New-AdFunction { param($x) $x[-3..-1] * -1234.5e-7 } | Get-AdGraph -ArgumentList (, @(1.5, 2, 3, 4))
            New-AdFunction { param($x) [Ad]::Sum($x[1..2]) } | Get-AdGradient | Get-AdGraph -ArgumentList (, @(1.5, 2, 3, 4))
            New-AdFunction { param($x) [Ad]::Sum([Ad]::Pad($x * $x, @(, @(1, 2)))) } | Get-AdGradient | Get-AdGraph -ArgumentList (, @(1.5, 2))
            $null = 2.5, 0.5 | Invoke-AdCompiled $path
            $path | Get-AdGraph
        }
        Show 'programs' {
            $padded = New-AdFunction { param($x) [Ad]::Sum([Ad]::Pad($x * $x, @(, @(1, 2))) * [Ad]::Arange(5) * -1234.5e-7) } | Get-AdGradient
            $padded | Get-AdGraph -ArgumentList (, @(1.5, 2)) -As StableHlo
            $file = Join-Path $Folder "$Culture.mlir"
            $padded | Export-AdFunction -Path $file -ArgumentList (, @(1.5, 2))
            Get-Content $file
        }
        Show 'printing' { Invoke-AdCompiled (New-AdFunction { param($x) [Ad]::Print('x = {0:F2} {0}', $x); $x }) -2.5 6>&1 | Select-Object -First 1 }
        Show 'debugging' { Invoke-AdFunction $scale 1.5 -Debug 5>&1 | Select-Object -First 1 }
        Show 'casts of text in a block' { New-AdFunction { param($x) [int]'-3' * $x + [double]'1.5' } | Invoke-AdCompiled -ArgumentList 1.5 }
        Show 'errors' {
            $x = New-AdTensor 1.5, 2
            foreach ($wrong in { [Ad]::Reshape($x, (-1, 7)) }, { [Ad]::Sum($x, -5) }, { [Ad]::Transpose($x, (-1, -2)) }, { $x[-9] }, { [Ad]::TopK($x, -1) }, { [Ad]::OneHot(1, -2) }, { [Ad]::Zeros((-2, 3)) }, { [Ad]::Repeat($x, -2) },
                { [Ad]::Split($x, -3) }, { [Ad]::Diff($x, -1) }, { [Ad]::Pad($x, @(@(-1, -2))) }, { [Ad]::Sum($x, -1.5) }, { New-AdTensor -1.5 -DType i32 }, { New-AdTensor 1, 2 -Shape -3 },
                { New-AdFunction { param($x) $x[-7] } | Invoke-AdCompiled -ArgumentList (, @(1.5, 2)) }, { Invoke-AdCompiled ($scale | Get-AdVmap -InAxis -4) @(1.5, 2) }, { [Ad]::RandomPermutation([Ad]::RandomKey(1), -3) }) {
                try { & $wrong } catch { $_.Exception.GetBaseException().Message }
            }
        }
        Show 'objects in a file' {
            $file = Join-Path $Folder "$Culture.clixml"
            New-AdTensor -1.5, 2 | Export-Clixml $file
            Import-Clixml $file
        }
        $r | ConvertTo-Json -Depth 5
'@

    function Get-Texts([string] $Culture) {
        $run = Invoke-Pwsh -File $script -ArgumentList $Culture, $TestDrive
        $run.ErrorOutput | Should -BeNullOrEmpty
        $run.Output | ConvertFrom-Json -AsHashtable
    }

    $expected = Get-Texts ''
}

Describe 'Culture <_>' -ForEach $cultures {
    BeforeAll {
        $texts = Get-Texts $_
    }

    It 'is that of the session' {
        $texts['text of the culture'] | Should -Be (-1.5).ToString('N1', [cultureinfo]::new($_)), 'TITLE'.ToLower([cultureinfo]::new($_))
        $texts['text of the culture'][0] | Should -Not -Be '-1.5'
    }

    It 'changes nothing of <_>' -ForEach 'numbers from text', 'text that is no number', 'rows of a CSV', 'names in any case', 'tensors', 'graphs', 'programs', 'printing', 'debugging', 'casts of text in a block', 'errors', 'objects in a file' {
        $texts[$_] | Should -Not -BeNullOrEmpty
        # In the eyes of -eq texts are equal that differ in a mark of direction, which Arabic's minus has.
        for ($i = 0; $i -lt $expected[$_].Count; $i++) { [string]::Equals($texts[$_][$i], $expected[$_][$i], 'Ordinal') | Should -BeTrue -Because "'$($texts[$_][$i])' should be '$($expected[$_][$i])'" }
    }
}

Describe 'The texts' {
    It 'are those of the invariant culture' {
        $expected['numbers from text'] | Should -Be '-3.75', '5625', '3.75'
        $expected['rows of a CSV'] | Should -Be '4.5', '10'
        $expected['names in any case'] | Should -Be '-5', '4.5', '4', 'i32'
        $expected['tensors'][-1] | Should -Be '-1.5'
        $expected['graphs'] -join "`n" | Should -BeLike '*low=(-1)*'
        $expected['programs'] -join "`n" | Should -BeLike '*edge_padding_low = array<i64: -1>*'
        $expected['printing'] | Should -Be 'x = -2.50 -2.5'
        $expected['errors'][0] | Should -BeLike '*(-1,7)*'
        $expected['errors'].Count | Should -Be 17
    }
}
