namespace Autodiff.Functions;

/// <summary>What a function has traced for one signature.</summary>
sealed class SignatureEntry(Signature signature)
{
    // Held while the block is traced for this signature, so that threads that ask for the same path wait for it and then find it.
    public Lock Tracing { get; } = new();

    public Signature Signature => signature;

    public PathTree Paths { get; private set; } = new(signature.Types.Count);

    /// <summary>The leaf that the latest call took: the next is likely to take it too.</summary>
    public Leaf? Last { get; set; }

    /// <summary>How often its paths contradicted each other.</summary>
    public int Discarded { get; private set; }

    public bool WarnedOfBound { get; set; }

    public long Calls { get; set; }

    /// <summary>Forgets all paths: the block is not deterministic.</summary>
    public void Discard()
    {
        Discarded++;
        (Paths, Last) = (new(signature.Types.Count), null);
    }
}
