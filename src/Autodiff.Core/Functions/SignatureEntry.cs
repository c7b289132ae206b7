namespace Autodiff.Functions;

/// <summary>What a function has traced for one signature.</summary>
sealed class SignatureEntry(Signature signature)
{
    long calls;

    // Held while the block is traced for this signature, so that threads that ask for the same path wait for it and then find it.
    public Lock Tracing { get; } = new();

    public Signature Signature => signature;

    public PathTree Paths { get; private set; } = new(signature.Types.Count);

    /// <summary>How often its paths contradicted each other.</summary>
    public int Discarded { get; private set; }

    /// <summary>Whether no further path is kept: there are too many, or they keep contradicting each other.</summary>
    public bool IsFull => Discarded > 1 || Paths.Count >= PathTree.MaxPaths;

    public bool WarnedOfBound { get; set; }

    /// <summary>How many calls found what they needed.</summary>
    public long Calls => Interlocked.Read(ref calls);

    public void Hit() => Interlocked.Increment(ref calls);

    /// <summary>Forgets all paths: the block is not deterministic.</summary>
    public void Discard()
    {
        Discarded++;
        Paths = new(signature.Types.Count);
    }
}
