using System.Globalization;
using System.Management.Automation;

namespace Autodiff.PowerShell;

/// <summary>Shows the progress of a cmdlet, as Write-Progress does.</summary>
sealed class Progress(AdCmdlet cmdlet) : IProgressView
{
    /// <summary>Whether the host of a cmdlet is a terminal. Redirected output and jobs get no progress.</summary>
    public static bool IsTerminal(AdCmdlet cmdlet) => !Console.IsOutputRedirected && cmdlet.Host.UI is { SupportsVirtualTerminal: true };

    public void Show(string activity, TimeSpan elapsed, double? fraction)
    {
        int percent = fraction is { } f ? (int)(100 * f) : -1;
        string status = percent >= 0 ? $"{percent} %" : $"{elapsed.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s";
        cmdlet.WriteProgress(new(0, activity, status) { PercentComplete = percent });
    }

    public void Hide(string activity) => cmdlet.WriteProgress(new(0, activity, " ") { RecordType = ProgressRecordType.Completed });
}
