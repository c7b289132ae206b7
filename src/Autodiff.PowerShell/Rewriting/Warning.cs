namespace Autodiff.PowerShell.Rewriting;

/// <summary>A warning about a line of a script, which is shown once.</summary>
/// <param name="line">The line. Default: the one that is running.</param>
sealed class Warning(int line = 0)
{
    bool isShown;

    /// <summary>Shows the warning, if it has not been shown.</summary>
    public void Show(string message)
    {
        if (!isShown) ScriptHost.Current.Warn($"line {(line > 0 ? line : ScriptHost.Current.Line())}: {message}");
        isShown = true;
    }
}
