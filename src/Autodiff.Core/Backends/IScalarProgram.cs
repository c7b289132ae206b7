namespace Autodiff.Backends;

/// <summary>An executable that can map one number to one number. Such calls allocate no tensors.</summary>
interface IScalarProgram : IExecutable
{
    /// <summary>Whether it maps one number to one number.</summary>
    bool MakesNumberOfNumber { get; }

    /// <summary>Runs it for a number. Null if a guard differs.</summary>
    double? Run(double x);
}
