namespace Autodiff.StableHlo;

/// <summary>A compiled program from a file, which a backend knows how to run.</summary>
interface IProgram
{
    /// <summary>The name in errors.</summary>
    string Name { get; }

    /// <summary>The signature: parameters and results.</summary>
    ProgramSignature Signature { get; }

    /// <summary>Runs the program.</summary>
    /// <param name="x">A tensor for each input, of its type.</param>
    Tensor[] Run(Tensor[] x);
}
