namespace Autodiff.StableHlo;

/// <summary>A compiled program from a file, which a backend knows how to run.</summary>
interface IProgram
{
    /// <summary>What errors call it.</summary>
    string Name { get; }

    /// <summary>What it is called with, and what it gives.</summary>
    ProgramSignature Signature { get; }

    /// <summary>Runs it.</summary>
    /// <param name="x">One tensor for each input, of its type.</param>
    Tensor[] Run(Tensor[] x);
}
