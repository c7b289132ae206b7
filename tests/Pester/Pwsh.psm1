# Starts the PowerShell that runs the tests once more, in a process of its own.

function Get-PwshCommand {
    <#
    .SYNOPSIS
    Gives the command that starts this PowerShell, as words. The .NET tool is pwsh.dll, which dotnet runs. An installed pwsh is a program.
    #>
    [Environment]::ProcessPath
    if ((Split-Path ([Environment]::ProcessPath) -LeafBase) -eq 'dotnet') { [Environment]::GetCommandLineArgs()[0] }
}

function Invoke-Pwsh {
    <#
    .SYNOPSIS
    Runs a command or a script in a new pwsh, and gives its ExitCode, Output and ErrorOutput.

    .DESCRIPTION
    Output and ErrorOutput are the two streams as text. The process has no profile and asks nothing. It is told to write
    no colours (NO_COLOR): PowerShell colours its errors in a file as well. A test of colours removes that variable.

    .PARAMETER Command
    What to run, as for pwsh -Command.

    .PARAMETER File
    The script to run, as for pwsh -File.

    .PARAMETER ArgumentList
    The arguments of the script, each as the command line has it.

    .PARAMETER Environment
    Environment variables to set in the process, @{ NAME = 'value' }. $null removes a variable.

    .PARAMETER InputText
    What the process reads from its standard input. Default: nothing.

    .PARAMETER WorkingDirectory
    Default: the current folder.

    .PARAMETER TimeoutSeconds
    When the process is ended, which is an error.
    #>
    [CmdletBinding(DefaultParameterSetName = 'Command')]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory, Position = 0, ParameterSetName = 'Command')]
        [string] $Command,

        [Parameter(Mandatory, ParameterSetName = 'File')]
        [string] $File,

        [Parameter(ParameterSetName = 'File')]
        [string[]] $ArgumentList = @(),

        [hashtable] $Environment = @{},

        [string] $InputText = '',

        [string] $WorkingDirectory = $PWD.ProviderPath,

        [int] $TimeoutSeconds = 300
    )

    $program, $tool = Get-PwshCommand
    $start = [Diagnostics.ProcessStartInfo]::new($program)
    $run = if ($File) { @('-File', $File) + $ArgumentList } else { '-Command', $Command }
    @($tool) + '-NoLogo', '-NoProfile', '-NonInteractive' + $run | Where-Object { $null -ne $_ } | ForEach-Object { $start.ArgumentList.Add($_) }
    $start.Environment['NO_COLOR'] = '1'
    foreach ($name in $Environment.Keys) {
        $null = $start.Environment.Remove($name)
        if ($null -ne $Environment[$name]) { $start.Environment[$name] = $Environment[$name] }
    }
    $start.WorkingDirectory = $WorkingDirectory
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true

    $process = [Diagnostics.Process]::Start($start)
    try {
        # Both streams are read at once: a process that fills one waits until somebody reads it.
        $output = $process.StandardOutput.ReadToEndAsync()
        $errorOutput = $process.StandardError.ReadToEndAsync()
        $process.StandardInput.Write($InputText)
        $process.StandardInput.Close()
        if (-not $process.WaitForExit($TimeoutSeconds * 1000)) {
            $process.Kill($true)
            throw "pwsh did not end within $TimeoutSeconds seconds. Output: $($output.Result) Errors: $($errorOutput.Result)"
        }
        [pscustomobject]@{ ExitCode = $process.ExitCode; Output = $output.Result; ErrorOutput = $errorOutput.Result }
    }
    finally {
        $process.Dispose()
    }
}

Export-ModuleMember -Function Get-PwshCommand, Invoke-Pwsh
