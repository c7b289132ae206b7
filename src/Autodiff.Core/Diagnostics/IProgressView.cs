namespace Autodiff;

/// <summary>Shows the progress of long work. It is called on the thread that does the work.</summary>
public interface IProgressView
{
    /// <summary>Shows or updates an activity.</summary>
    /// <param name="activity">A short text, for example "Tracing f".</param>
    /// <param name="elapsed">The time since it began.</param>
    /// <param name="fraction">The part that is done, from 0 to 1, or null if it is not known.</param>
    void Show(string activity, TimeSpan elapsed, double? fraction);

    /// <summary>Removes an activity that has ended.</summary>
    /// <param name="activity">The text that was shown.</param>
    void Hide(string activity);
}
