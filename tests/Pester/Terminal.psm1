# Runs a pwsh at a prompt in a pseudo-terminal, with PSReadLine, as a user does.

class Terminal : IDisposable {
    hidden [Diagnostics.Process] $Process
    hidden [byte[]] $Buffer = [byte[]]::new(65536)
    hidden [Threading.Tasks.Task[int]] $Reading
    hidden [Text.StringBuilder] $Shown = [Text.StringBuilder]::new()
    # The length of Shown when keys were typed last.
    hidden [int] $Since = 0
    hidden [int] $Questions = 0

    Terminal([string] $command, [hashtable] $environment) {
        # Every Debian has script(1), of the package bsdutils.
        $start = [Diagnostics.ProcessStartInfo]::new('script')
        '-qfec', "stty cols 120 rows 40; exec $command", '/dev/null' | ForEach-Object { $start.ArgumentList.Add($_) }
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
        $start.Environment['TERM'] = 'xterm-256color'
        foreach ($name in $environment.Keys) { $start.Environment[$name] = $environment[$name] }
        $this.Process = [Diagnostics.Process]::Start($start)
        $this.Read()
    }

    # Types keys. Text and WaitFor then see only later output.
    [void] Type([string] $keys) {
        $this.Since = $this.Shown.Length
        $this.Send($keys)
    }

    # The output since keys were typed last, without escape sequences.
    [string] Text() {
        return $this.Shown.ToString($this.Since, $this.Shown.Length - $this.Since) -replace '\e\[[0-9;?]*[a-zA-Z]'
    }

    # Waits until the output matches, and returns the seconds that this took.
    [double] WaitFor([string] $pattern) {
        $clock = [Diagnostics.Stopwatch]::StartNew()
        while ($this.Text() -notmatch $pattern) {
            if ($clock.Elapsed.TotalSeconds -gt 120) { throw "'$pattern' was not shown, but: $($this.Text())" }
            $this.Look(20)
        }
        return $clock.Elapsed.TotalSeconds
    }

    # Waits, and reads the output meanwhile.
    [void] Wait([int] $milliseconds) {
        $clock = [Diagnostics.Stopwatch]::StartNew()
        while ($clock.ElapsedMilliseconds -lt $milliseconds) { $this.Look(20) }
    }

    [void] Dispose() {
        $this.Process.Kill($true)
        $this.Process.Dispose()
    }

    hidden [void] Look([int] $milliseconds) {
        if (-not $this.Reading.Wait($milliseconds)) { return }
        if ($this.Reading.Result -eq 0) { throw "The terminal was closed. It showed: $($this.Text())" }
        $null = $this.Shown.Append([Text.Encoding]::UTF8.GetString($this.Buffer, 0, $this.Reading.Result))
        # PSReadLine and .NET ask the terminal for the position of the cursor, and wait for the answer.
        $asked = [regex]::Matches($this.Shown.ToString(), '\e\[6n').Count
        for (; $this.Questions -lt $asked; $this.Questions++) { $this.Send("`e[1;1R") }
        $this.Read()
    }

    hidden [void] Read() {
        $this.Reading = $this.Process.StandardOutput.BaseStream.ReadAsync($this.Buffer, 0, $this.Buffer.Length)
    }

    hidden [void] Send([string] $keys) {
        $this.Process.StandardInput.Write($keys)
        $this.Process.StandardInput.Flush()
    }
}

function Start-Terminal {
    <#
    .SYNOPSIS
    Starts the PowerShell that runs the tests once more, at a prompt in a pseudo-terminal, and gives the Terminal to type into.

    .PARAMETER File
    The script that runs before the first prompt, in the global scope.

    .PARAMETER Environment
    Environment variables to set in the process, @{ NAME = 'value' }.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)]
        [string] $File,

        [hashtable] $Environment = @{}
    )

    $words = (Get-PwshCommand) + '-NoLogo', '-NoProfile', '-NoExit', '-File', $File
    [Terminal]::new((($words | ForEach-Object { "'$($_ -replace "'", "'\''")'" }) -join ' '), $Environment)
}

Export-ModuleMember -Function Start-Terminal
