using System.Globalization;
using System.Management.Automation;

namespace Autodiff.Shell;

/// <summary>The last line of a terminal, which shows how far a command has come.</summary>
sealed class ProgressLine(TextWriter terminal, bool visible)
{
    const int DefaultWidth = 80;
    const string StartOfClearedLine = "\r\u001b[K";
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    readonly Lock _lock = new();
    DateTime _shownAt;
    bool _isShown;

    /// <summary>Shows a record, unless one was shown a moment ago; takes the line away when the activity is completed.</summary>
    public void Show(ProgressRecord record)
    {
        if (!visible) return;
        lock (_lock)
        {
            if (record.RecordType == ProgressRecordType.Completed)
            {
                Clear();
                return;
            }
            if (DateTime.UtcNow - _shownAt < Interval) return;
            var text = Describe(record);
            // A terminal that does not know its size says 0.
            var width = Console.WindowWidth > 0 ? Console.WindowWidth : DefaultWidth;
            terminal.Write(StartOfClearedLine + text[..Math.Min(text.Length, width - 1)]);
            (_shownAt, _isShown) = (DateTime.UtcNow, true);
        }
    }

    /// <summary>Takes the line away, so that other text can be written.</summary>
    public void Clear()
    {
        if (!visible) return;
        lock (_lock)
        {
            if (_isShown) terminal.Write(StartOfClearedLine);
            _isShown = false;
        }
    }

    static string Describe(ProgressRecord record)
    {
        var percent = record.PercentComplete < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {record.PercentComplete}%");
        return $"{record.Activity}:{percent} {record.StatusDescription} {record.CurrentOperation}".TrimEnd().ReplaceLineEndings(" ");
    }
}
