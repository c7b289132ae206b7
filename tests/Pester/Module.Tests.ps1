# The module as PowerShell loads it: by itself, again, under other names, from where nobody writes.

BeforeAll {
    Import-Module $PSScriptRoot/Pwsh.psm1

    # Where the module is in these tests; copies of it stand in folders of their own.
    $package = (Get-Module Autodiff -ListAvailable)[0].ModuleBase

    # Runs a script in a fresh process and gives its lines. It must write no error.
    function Get-Lines([string] $Script, [string] $ModulePath = $env:PSModulePath) {
        $run = Invoke-Pwsh "`$ErrorActionPreference = 'Stop'`n$Script" -Environment @{ PSModulePath = $ModulePath }
        $run.ErrorOutput | Should -BeNullOrEmpty
        $run.Output.TrimEnd() -split '\r?\n'
    }
}

Describe 'Module autoloading from PSModulePath' {
    It 'imports the module at the first use of any of its cmdlets' {
        $lines = Get-Lines @'
            @(Get-Module Autodiff).Count
            New-AdFunction { param($x) [Ad]::Sin($x) } | Get-AdGradient | Invoke-AdCompiled -ArgumentList 0
            @(Get-Module Autodiff).Count
'@
        $lines | Should -Be 0, 1, 1
    }

    It 'is begun by each of its cmdlets' {
        $names = (Import-PowerShellDataFile (Get-Module Autodiff -ListAvailable)[0].Path).CmdletsToExport
        $names.Count | Should -BeGreaterThan 15
        Get-Lines "'$($names -join "', '")' | ForEach-Object { `$null = Get-Command `$_; `$_ + ' ' + @(Get-Module Autodiff).Count; Remove-Module Autodiff }" |
            Should -Be ($names | ForEach-Object { "$_ 1" })
    }

    It 'finds [Ad] in a script that names it before the import, and help' {
        Get-Lines @'
            $f = New-AdFunction { param($x) $x }
            [Ad]::Sum((New-AdTensor 1.0, 2.0)).Item()
            (Get-Help Get-AdGradient).Synopsis
'@ | Should -Be 3, 'Derives the gradient of a function.'
    }
}

Describe 'Remove-Module and import again' {
    It 'takes its commands, types and views away, and brings them back' {
        Get-Lines @'
            $names = { "$((Get-Command -Module Autodiff).Count -gt 0) $([bool](Get-TypeData Autodiff.Tensor)) $([psobject].Assembly.GetType('System.Management.Automation.TypeAccelerators')::Get.ContainsKey('Ad'))" }
            $path = (Get-Module Autodiff -ListAvailable)[0].Path
            Import-Module Microsoft.PowerShell.Utility
            $PSModuleAutoLoadingPreference = 'None'
            Import-Module $path
            & $names
            Remove-Module Autodiff
            & $names
            Import-Module $path
            & $names
'@ | Should -Be 'True True True', 'False False False', 'True True True'
    }

    It 'keeps functions and tensors at work, in between and afterwards' {
        Get-Lines @'
            $f = New-AdFunction { param($x) if ($x -gt 0) { [Ad]::Sin($x) } else { -$x } }
            $t = New-AdTensor 1.0, 2.0
            $f.Invoke(0.0)
            Remove-Module Autodiff
            $f.Invoke(-2.0)
            ($t * 2).Data -join ' '
            Import-Module Autodiff
            -3.0 | Invoke-AdCompiled $f
            -3.0 | Invoke-AdCompiled ($f | Get-AdGradient)
            [string](Invoke-AdCompiled (New-AdFunction { param($x) $x * $t }) 2.0)
'@ | Should -Be '-0', 2, '2 4', 3, -1, '[2. 4.]'
    }

    It 'goes on for many times, and with -Force' {
        Get-Lines @'
            foreach ($i in 1..20) { Import-Module Autodiff -Force; Remove-Module Autodiff; Import-Module Autodiff }
            New-AdFunction { param($x) [Ad]::Square($x) } | Get-AdGradient | Invoke-AdCompiled -ArgumentList 3.0
            Get-Module Autodiff | Measure-Object | ForEach-Object Count
'@ | Should -Be 6, 1
    }

    It 'lets other runspaces keep what they have' {
        Get-Lines @'
            Import-Module Autodiff
            $other = [powershell]::Create().AddScript({ Import-Module Autodiff; $global:f = New-AdFunction { param($x) [Ad]::Square($x) }; $f.Invoke(2.0) })
            $other.Invoke()
            Remove-Module Autodiff
            $other.Commands.Clear()
            $other.AddScript({ $f.Invoke(@(1.0, 3.0)).Data -join ' ' }).Invoke()
'@ | Should -Be 4, '1 9'
    }

    It 'runs XLA again after the last runspace has let it go' -Skip:(-not $env:AUTODIFF_PJRT_PLUGIN) {
        Get-Lines @'
            $f = New-AdFunction { param($x) [Ad]::Square($x) }
            $x = Invoke-AdCompiled $f (New-AdTensor 3.0) -Backend Xla -AsTensor
            Remove-Module Autodiff
            Import-Module Autodiff
            Invoke-AdCompiled $f 2.0 -Backend Xla
            Invoke-AdCompiled (New-AdFunction { param($x) $x * 2 }) 2.5 -Backend Xla
            $x.Item()
'@ | Should -Be 4, 5, 9
    }
}

Describe 'Import-Module -Prefix' {
    It 'gives the cmdlets other names, under which they work, alone and within functions' {
        Get-Lines @'
            Import-Module Autodiff -Prefix My
            @(Get-Command -Module Autodiff | Where-Object Name -NotLike '*-MyAd*').Count
            $g = New-MyAdFunction { param($x) $x * $x * $x } | Get-MyAdGradient
            Invoke-MyAdCompiled $g 2.0
            1.0, 2.0 | Invoke-MyAdCompiled ($g | Get-MyAdGradient)
            $nested = New-MyAdFunction { param($x) $h = New-MyAdFunction { param($y) $y * $y } | Get-MyAdGradient; Invoke-MyAdCompiled $h $x }
            Invoke-MyAdCompiled ($nested | Get-MyAdGradient) 2.0
            [string](New-MyAdTensor 1, 2)
            (Get-Help Get-MyAdGradient).Synopsis
'@ | Should -Be 0, 12, 6, 12, 2, '[1 2]', 'Derives the gradient of a function.'
    }

    It 'changes no identifier of an error' {
        Get-Lines @'
            Import-Module Autodiff -Prefix My
            try { 'abc' | Invoke-MyAdCompiled (New-MyAdFunction { param($x) $x }) -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
'@ | Should -Be 'NotANumber,Autodiff.PowerShell.InvokeAdCompiledCommand'
    }
}

Describe 'A read-only folder' {
    BeforeAll {
        $modules = New-Item -ItemType Directory (Join-Path $TestDrive 'read only')
        Copy-Item $package $modules/Autodiff -Recurse
        if ($IsWindows) { Get-ChildItem $modules -Recurse -File | ForEach-Object { $_.IsReadOnly = $true } } else { chmod -R a-w $modules }
        function Get-State { Get-ChildItem $modules -Recurse -Force | ForEach-Object { "$($_.FullName) $($_.LastWriteTimeUtc.Ticks) $($_.Length) $($_.UnixMode)" } }
    }

    AfterAll {
        # Pester removes what is here.
        if ($IsWindows) { Get-ChildItem $modules -Recurse -File | ForEach-Object { $_.IsReadOnly = $false } } else { chmod -R u+w $modules }
    }

    It 'is enough to import, compute and read help, and nothing is written to it' {
        $before = Get-State
        $before.Count | Should -BeGreaterThan 8
        Get-Lines @'
            Import-Module Autodiff
            (Get-Module Autodiff).ModuleBase
            New-AdFunction { param($x) [Ad]::Square($x) } | Get-AdGradient | Invoke-AdCompiled -ArgumentList 3.0
            [bool](Get-Help about_Autodiff)
'@ -ModulePath $modules | Should -Be (Join-Path $modules 'Autodiff'), 6, 'True'
        Get-State | Should -Be $before
    }
}

Describe 'Two versions side by side' {
    BeforeAll {
        $modules = New-Item -ItemType Directory (Join-Path $TestDrive 'two versions')
        $version = [string](Get-Module Autodiff -ListAvailable)[0].Version
        foreach ($v in $version, '99.0') {
            $null = New-Item -ItemType Directory $modules/Autodiff -Force
            Copy-Item $package $modules/Autodiff/$v -Recurse
        }
        $manifest = "$modules/Autodiff/99.0/Autodiff.psd1"
        (Get-Content $manifest -Raw).Replace("ModuleVersion = '$version'", "ModuleVersion = '99.0'") | Set-Content $manifest
    }

    It 'are both listed, and the higher one is loaded where none is named' {
        Get-Lines "(Get-Module Autodiff -ListAvailable).Version -join ' '; `$null = New-AdTensor 1; [string](Get-Module Autodiff).Version" -ModulePath $modules |
            Should -Be "99.0 $version", '99.0'
    }

    It 'are loaded as named, each in a process of its own' {
        foreach ($v in $version, '99.0') {
            Get-Lines "Import-Module Autodiff -RequiredVersion $v; [string](Get-Module Autodiff).Version; Invoke-AdCompiled (New-AdFunction { param(`$x) `$x * `$x }) 3.0" -ModulePath $modules | Should -Be $v, 9
        }
    }

    It 'are not loaded at once: the second is PowerShell''s own error, and the first goes on' {
        $lines = Get-Lines @"
            Import-Module Autodiff -RequiredVersion $version
            try { Import-Module Autodiff -RequiredVersion 99.0 } catch { `$_.FullyQualifiedErrorId }
            (Get-Module Autodiff).Version -join ' '
            Invoke-AdCompiled (New-AdFunction { param(`$x) [Ad]::Square(`$x) } | Get-AdGradient) 3.0
            [string](New-AdTensor 1, 2)
"@ -ModulePath $modules
        $lines[0] | Should -BeLike '*,Microsoft.PowerShell.Commands.ImportModuleCommand'
        $lines[1..3] | Should -Be $version, 6, '[1 2]'
    }
}
