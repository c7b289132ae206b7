using Autodiff.Graphs;

namespace Autodiff.Backends;

/// <summary>Runs graphs.</summary>
interface IBackend
{
    /// <summary>What <c>-Backend</c> calls it.</summary>
    string Name { get; }

    /// <summary>Prepares a graph to be run many times.</summary>
    /// <param name="graph">Closed. Its last outputs are guards: one boolean for each of <paramref name="guards"/>.</param>
    /// <param name="guards">What the guards must be for the graph to hold.</param>
    /// <param name="donated">The inputs whose memory may become that of outputs, for nobody uses them afterwards; null for none.</param>
    IExecutable Compile(Graph graph, bool[] guards, bool[]? donated = null);
}

/// <summary>A graph ready to be run; from any thread.</summary>
interface IExecutable
{
    /// <summary>Runs it.</summary>
    /// <param name="x">One tensor for each input, of its type.</param>
    /// <param name="checkGuards">Whether the guards are asked; not where the path is known to be that of these arguments: another arithmetic may round otherwise.</param>
    /// <returns>The outputs without the guards; null where a guard was asked and is not what it must be, and nothing after that guard was done.</returns>
    Tensor[]? Run(ReadOnlySpan<Tensor> x, bool checkGuards = true);

    /// <summary>Whether it may be tried with arguments that could belong to another path: it ends at the guard that differs, or ends in any case.</summary>
    bool CanBeTried { get; }
}
