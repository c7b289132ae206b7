namespace Autodiff;

/// <summary>The backends, which run compiled functions.</summary>
public enum Backend
{
    /// <summary>The backend that suits the function.</summary>
    Auto,
    /// <summary>This process, with nothing else installed.</summary>
    Managed,
    /// <summary>XLA, through a PJRT plugin.</summary>
    Xla,
}
