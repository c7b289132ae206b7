namespace Autodiff.Shell;

/// <summary>The exit codes that are not the script's own; those of pwsh where it has them.</summary>
static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int BadCommandLine = 64;
    public const int NoModule = 70;

    /// <summary>A process that ended on signal N gives 128 + N: 130 after Ctrl-C.</summary>
    public const int SignalBase = 128;
}
