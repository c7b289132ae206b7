using Autodiff.Graphs;

namespace Autodiff.Backends;

/// <summary>Runs graphs.</summary>
interface IBackend
{
    /// <summary>The name of the backend.</summary>
    string Name { get; }

    /// <summary>Compiles a graph, which is then run many times.</summary>
    /// <param name="graph">A closed graph. Its last outputs are guards, one boolean for each of <paramref name="guards"/>.</param>
    /// <param name="guards">The required values of the guards.</param>
    /// <param name="donated">The inputs whose memory the outputs may reuse, because nobody uses them afterwards. Default: none.</param>
    IExecutable Compile(Graph graph, bool[] guards, bool[]? donated = null);
}

/// <summary>A compiled graph. It can be run from any thread.</summary>
interface IExecutable
{
    /// <summary>Runs the graph.</summary>
    /// <param name="x">A tensor for each input, of its type.</param>
    /// <param name="checkGuards">
    /// Whether to check the guards. False if the path is known to be that of the arguments, because another backend may round differently. Default: true.
    /// </param>
    /// <returns>The outputs less the guards. Null if a guard differs; then nothing after that guard has run.</returns>
    Tensor[]? Run(ReadOnlySpan<Tensor> x, bool checkGuards = true);

    /// <summary>Whether it may be tried with arguments that could belong to another path. It must then stop at the guard that differs, or end in any case.</summary>
    bool CanBeTried { get; }
}
