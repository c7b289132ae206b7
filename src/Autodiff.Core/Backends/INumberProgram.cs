namespace Autodiff.Backends;

/// <summary>An executable that may be for one number, and give one: such a call needs no tensor.</summary>
interface INumberProgram : IExecutable
{
    /// <summary>Whether it is for one number, and gives one.</summary>
    bool MakesNumberOfNumber { get; }

    /// <summary>Runs it for a number; null where a guard is not what it must be.</summary>
    double? Run(double x);
}
