using System.Globalization;
using System.Management.Automation.Host;

namespace Autodiff.Shell;

/// <summary>The size of the console. There is no cursor to move and no screen to read: output may be a file.</summary>
sealed class ShellRawUI : PSHostRawUserInterface
{
    const int DefaultWidth = 120;
    const int Height = 50;

    /// <summary>How wide a table or list may be.</summary>
    public override Size BufferSize
    {
        get => new(OutputWidth(), Height);
        set => throw Refusal();
    }

    /// <summary>Where a long error message is broken. In a file it is not: its lines are searched for.</summary>
    public override Size WindowSize
    {
        get => Console.IsErrorRedirected ? new Size(0, Height) : new Size(OutputWidth(), Height);
        set => throw Refusal();
    }

    public override Size MaxWindowSize => BufferSize;

    public override Size MaxPhysicalWindowSize => BufferSize;

    public override string WindowTitle { get; set; } = "";

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override Coordinates CursorPosition { get; set; }

    public override Coordinates WindowPosition { get; set; }

    public override int CursorSize { get; set; } = 25;

    public override bool KeyAvailable => false;

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw Refusal();

    public override void FlushInputBuffer()
    {
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw Refusal();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw Refusal();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw Refusal();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw Refusal();

    static int OutputWidth()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns > 0) return columns;
        return !Console.IsOutputRedirected && Console.WindowWidth > 0 ? Console.WindowWidth : DefaultWidth;
    }

    static NotSupportedException Refusal() => new("Autodiff.Shell writes lines and reads lines; it does not move on the screen or read single keys.");
}
