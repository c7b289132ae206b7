BeforeDiscovery {
    $noTerminal = if (-not (Get-Command script -CommandType Application -ErrorAction Ignore) -or -not $IsLinux) { 'there is no script(1) that makes a pseudo-terminal here' }
    $noPlugin = if (-not $env:AUTODIFF_PJRT_PLUGIN) { '$env:AUTODIFF_PJRT_PLUGIN names no plugin' }

    # Each line takes much longer than the test waits.
    $managed = @(
        @{ What = 'a trace by a cmdlet'; Line = 'Invoke-AdCompiled $endless 1.0' }
        @{ What = 'a trace by a method'; Line = '$endless.Invoke(1.0)' }
        @{ What = 'a run of many steps by a cmdlet'; Line = 'Invoke-AdCompiled $loop 1.0 -Backend Managed' }
        @{ What = 'a run of many steps by a method'; Line = '$loop.Invoke(1.0)' }
        @{ What = 'a run of one long step by a cmdlet'; Line = 'Invoke-AdCompiled $product $matrix -Backend Managed' }
        @{ What = 'an operation at the prompt'; Line = '[Ad]::MatMul($matrix, $matrix)' }
    )
    $xla = @(
        @{ What = 'a compilation by a cmdlet'; Line = 'Invoke-AdCompiled $long 1.0 -Backend Xla'; Begun = 'xla: compile' }
        @{ What = 'a compilation by a method'; Line = '$long.Compile("Xla").Invoke(1.0)'; Begun = 'xla: compile' }
        @{ What = 'a run by a cmdlet'; Line = 'Invoke-AdCompiled $loop 1.0 -Backend Xla'; Before = 'Invoke-AdCompiled $loop 1e30 -Backend Xla' }
        @{ What = 'a run by a method'; Line = '$onXla.Invoke(1.0)'; Before = '($onXla = $loop.Compile("Xla")).Invoke(1e30)' }
    )
}

Describe 'Ctrl+C at a prompt' -Skip:([bool]$noTerminal) {
    BeforeAll {
        Import-Module $PSScriptRoot/Pwsh.psm1, $PSScriptRoot/Terminal.psm1
        $session = "$TestDrive/session.ps1"
        Set-Content $session {
            Import-Module Autodiff
            function prompt { "[$((++$global:prompts))]> " }
            $endless = New-AdFunction { param($x) while ($true) { $x = [Ad]::Sin($x) } }
            $loop = New-AdFunction { param($x) [Ad]::WhileLoop({ param($c) $c -lt 1e30 }, { param($c) $c + $x }, 0.0) }
            $product = New-AdFunction { param($x) [Ad]::MatMul($x, $x) }
            $matrix = New-AdTensor -Random -Shape 4000, 4000
            # 20,000 operations: tracing them takes no time, but XLA compiles them for seconds.
            $ten = New-AdFunction { param($x) foreach ($i in 1..10) { $x = [Ad]::Sin($x) + $i }; $x }
            $hundred = New-AdFunction { param($x) foreach ($i in 1..10) { $x = $ten.Invoke($x) }; $x }
            $thousand = New-AdFunction { param($x) foreach ($i in 1..10) { $x = $hundred.Invoke($x) }; $x }
            $long = New-AdFunction { param($x) foreach ($i in 1..10) { $x = $thousand.Invoke($x) }; $x }
        }
        $prompt = '\[\d+\]> '
        $data = "$TestDrive/data"
        $temporary = (New-Item -ItemType Directory "$TestDrive/tmp").FullName
        $programs = (New-Item -ItemType Directory "$TestDrive/programs").FullName

        # Runs a line, presses Ctrl+C while it runs, and returns the seconds until the prompt is back.
        function Stop-Line([string] $Line, [string] $Begun = 'underway', [scriptblock] $Until = { $terminal.Wait(500) }) {
            $terminal.Type("'under' + 'way'; $Line`r")
            $null = $terminal.WaitFor($Begun)
            & $Until
            $terminal.Text() | Should -Not -Match $prompt -Because 'Ctrl+C must come before its end'
            $terminal.Type([string][char] 3)
            $terminal.WaitFor($prompt)
        }

        # The best of three tries, because a busy machine may be late once.
        function Should-StopAtOnce([string] $Line, [string] $Begun = 'underway') {
            $best = [double]::MaxValue
            for ($i = 0; $i -lt 3 -and $best -gt 0.5; $i++) { $best = [Math]::Min($best, (Stop-Line $Line $Begun)) }
            $best | Should -BeLessOrEqual 0.5
            $terminal.Type("'next: ' + (New-AdFunction { param(`$x) `$x * `$x } | Get-AdGradient).Invoke(3.0)`r")
            $null = $terminal.WaitFor("next: 6\s[\s\S]*$prompt")
        }

        function Should-LeaveNothing {
            Get-ChildItem $temporary -Filter autodiff-* | Should -BeNullOrEmpty
            Get-ChildItem $data/autodiff/plugins -Recurse -ErrorAction Ignore -File | Should -BeNullOrEmpty
        }
    }

    BeforeEach {
        $terminal = Start-Terminal -File $session -Environment @{
            PATH = "${programs}:$env:PATH"; TMPDIR = $temporary; XDG_DATA_HOME = $data; XDG_CACHE_HOME = "$TestDrive/cache"; AUTODIFF_LOG = 'xla=debug'
        }
        $null = $terminal.WaitFor($prompt)
    }

    AfterEach {
        $terminal.Dispose()
    }

    It 'stops <What>' -ForEach $managed {
        Should-StopAtOnce $Line
    }

    It 'stops <What> on XLA' -ForEach $xla -Skip:([bool]$noPlugin) {
        if ($Before) {
            $terminal.Type("$Before`r")
            $null = $terminal.WaitFor("1E\+30\s[\s\S]*$prompt")
        }
        Should-StopAtOnce $Line ($Begun ?? 'underway')
    }

    It 'stops an installation while the file is hashed, and leaves nothing' {
        $plugin = "$TestDrive/large_pjrt_plugin.so"
        # A sparse file, which takes no space.
        ($file = [IO.File]::Create($plugin)).SetLength(64GB)
        $file.Dispose()
        Should-StopAtOnce "Install-AdRuntime $plugin"
        Should-LeaveNothing
    }

    It 'stops an installation while pip runs, and leaves nothing' {
        Set-Content $programs/python3 "#!/bin/sh`ntrap '' INT`necho `$`$ > $TestDrive/pip`nexec sleep 300"
        chmod +x $programs/python3
        Should-StopAtOnce 'Install-AdRuntime'
        Get-Process -Id (Get-Content $TestDrive/pip) -ErrorAction Ignore | Should -BeNullOrEmpty
        Should-LeaveNothing
    }

    It 'stops an installation while a server says nothing, and leaves nothing' {
        $server = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $server.Start()
        try {
            Should-StopAtOnce "Install-AdRuntime -Uri http://127.0.0.1:$($server.LocalEndpoint.Port)/pjrt_plugin.so -Sha256 $('0' * 64)"
        }
        finally {
            $server.Stop()
        }
        Should-LeaveNothing
    }

    It 'stops an installation while the file is copied, and leaves nothing' {
        $plugin = "$TestDrive/copied_pjrt_plugin.so"
        ($file = [IO.File]::Create($plugin)).SetLength(1GB)
        $file.Dispose()
        $hash = (Get-FileHash $plugin).Hash
        $null = Stop-Line "Install-AdRuntime $plugin -Sha256 $hash" -Until {
            while (-not (Get-ChildItem $data/autodiff/plugins/staged-*/library -ErrorAction Ignore)) { $terminal.Wait(1) }
        }
        Should-LeaveNothing
    }
}
