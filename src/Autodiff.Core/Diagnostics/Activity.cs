namespace Autodiff;

/// <summary>Work of this thread that may take long. The host shows it after a second and hides it when it is disposed. <see cref="Interruption"/> polls it.</summary>
sealed class Activity : IDisposable
{
    const long patience = 1000, interval = 200;

    // A field of the thread, as the one that Interruption polls.
    [ThreadStatic] static Activity? current;

    readonly Activity? outer = current;
    readonly IProgressView? view = ScriptHost.Current.ProgressView;
    readonly long begun = Environment.TickCount64;
    readonly string name;
    long due;
    double fraction = double.NaN;
    bool isShown;

    // An inner activity is shown as soon as the whole work has taken a second.
    Activity(string name) => (this.name, due) = (name, outer?.due ?? begun + patience);

    /// <summary>Begins an activity, inside the current one.</summary>
    public static Activity Begin(string name) => current = new(name);

    /// <summary>Reports how much of the current activity is done.</summary>
    public static void Report(long done, long total)
    {
        if (current is { } a && total > 0) a.fraction = Math.Min(1, (double)done / total);
    }

    /// <summary>Shows the current activity if it has taken a second.</summary>
    public static void Poll()
    {
        if (current is { view: not null } a && Environment.TickCount64 is var now && now >= a.due) a.Show(now);
    }

    void Show(long now)
    {
        due = now + interval;
        isShown = true;
        view!.Show(name, TimeSpan.FromMilliseconds(now - begun), double.IsNaN(fraction) ? null : fraction);
    }

    public void Dispose()
    {
        current = outer;
        if (isShown) view!.Hide(name);
    }
}
