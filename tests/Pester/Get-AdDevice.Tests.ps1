BeforeAll {
    Import-Module Autodiff
    Import-Module $PSScriptRoot/Pwsh.psm1
}

Describe 'Get-AdDevice' {
    It 'ends with an error where the plugin is missing, whatever -ErrorAction says' {
        $run = Invoke-Pwsh 'Import-Module Autodiff; try { Get-AdDevice -ErrorAction Ignore } catch { $_.FullyQualifiedErrorId; $_.Exception.Message }' -Environment @{ AUTODIFF_PJRT_PLUGIN = "$TestDrive/none_pjrt.so"; AUTODIFF_BACKEND = $null }
        $run.ErrorOutput | Should -BeNullOrEmpty
        $id, $message = $run.Output.Trim() -split '\r?\n'
        $id | Should -Be 'PluginNotFound,Autodiff.PowerShell.GetAdDeviceCommand'
        $message | Should -BeLike "*$TestDrive/none_pjrt.so*"
    }

    Context 'with a plugin' -Skip:(-not $env:AUTODIFF_PJRT_PLUGIN -and $env:AUTODIFF_REQUIRE_XLA -ne 1) {
        It 'gives an object for each device, with its name, kind and number' {
            $devices = @(Get-AdDevice)
            $platform = (Get-AdRuntime).Platform
            $devices.Name | Should -Be (0..($devices.Count - 1) | ForEach-Object { "${platform}:$_" })
            $devices | Select-Object -ExpandProperty Id -Unique | Should -HaveCount $devices.Count
            $devices | Group-Object Kind | Measure-Object Count -Sum | ForEach-Object Sum | Should -Be $devices.Count
        }

        It 'is shown as a table' {
            $lines = Get-AdDevice | Out-String -Stream | Where-Object Length
            $lines[0] | Should -Match '^Name +Kind +Id$'
            $lines | Should -HaveCount (2 + @(Get-AdDevice).Count)
        }

        It 'gives names that -Device takes' {
            $f = New-AdFunction { param($x) $x * $x }
            Get-AdDevice | ForEach-Object { Invoke-AdCompiled $f 3.0 -Device $_.Name } | Should -Be (@(9) * @(Get-AdDevice).Count)
        }

        It 'shows as many devices of the CPU as $env:AUTODIFF_CPU_DEVICES says' -Skip:(-not ($env:AUTODIFF_PJRT_PLUGIN -like '*cpu*')) {
            $run = Invoke-Pwsh '(Get-AdDevice).Name' -Environment @{ AUTODIFF_CPU_DEVICES = '2' }
            $run.Output.Trim() -split '\r?\n' | Should -Be cpu:0, cpu:1
        }
    }
}
