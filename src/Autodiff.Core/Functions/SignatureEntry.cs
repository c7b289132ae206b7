namespace Autodiff.Functions;

/// <summary>The paths that a function has traced for one signature.</summary>
sealed class SignatureEntry(Signature signature)
{
    long calls;

    // Held while the code is traced for this signature. Other threads that need the same path wait, and then find it.
    public Lock Tracing { get; } = new();

    public Signature Signature => signature;

    public PathTree Paths { get; private set; } = new(signature.Types.Count);

    /// <summary>The number of times that the paths contradicted each other.</summary>
    public int Discarded { get; private set; }

    /// <summary>Whether no more paths are kept, because there are too many or they contradict each other.</summary>
    public bool IsFull => Discarded > 1 || Paths.Count >= PathTree.MaxPaths;

    public bool WarnedOfBound { get; set; }

    /// <summary>The number of calls that found a traced path.</summary>
    public long Calls => Interlocked.Read(ref calls);

    public void Hit() => Interlocked.Increment(ref calls);

    /// <summary>Removes all paths, because the code is not deterministic.</summary>
    public void Discard()
    {
        Discarded++;
        Paths = new(signature.Types.Count);
    }
}
