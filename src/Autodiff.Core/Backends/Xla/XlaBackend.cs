using System.Text;
using Autodiff.Backends.Managed;
using Autodiff.Backends.Xla.Pjrt;
using Autodiff.Graphs;

namespace Autodiff.Backends.Xla;

/// <summary>Compiles graphs with XLA, through a PJRT plugin, and runs them on one of its devices. A plugin that is still being loaded is waited for when a program has been written.</summary>
/// <param name="compiler">Gives the device's compiler, the same each time; may wait for it.</param>
sealed class XlaBackend(Func<XlaCompiler> compiler) : IBackend
{
    /// <summary>XLA's time grows faster than the length of a program, and its stack is finite.</summary>
    public const int MaxOperations = 50_000;

    // The plugin takes microseconds at most for one of the small steps that it runs inside a call.
    const double ManySteps = 100_000;

    /// <summary>The backend of a client's device.</summary>
    /// <param name="client">The plugin's client.</param>
    /// <param name="device">Which of its devices.</param>
    /// <param name="cache">Executables of earlier processes; null for none.</param>
    /// <param name="plugin">The plugin's SHA-256, of which the cache's keys are made.</param>
    public static XlaBackend On(PjrtClient client, int device = 0, Cache.ExecutableCache? cache = null, string plugin = "")
    {
        var compiler = XlaCompiler.For(client, device, cache, plugin);
        return new(() => compiler);
    }

    /// <summary>What compiles for its device; waits for a plugin that is still being loaded.</summary>
    /// <exception cref="AdException">There is no plugin, or it cannot be used.</exception>
    public XlaCompiler Compiler => compiler();

    /// <inheritdoc/>
    public string Name => "Xla";

    /// <inheritdoc/>
    public IExecutable Compile(Graph graph, bool[] guards, bool[]? donated = null)
    {
        if (graph.IsForeign) return new ForeignExecutable(this, ManagedBackend.Optimize(graph), guards);
        var (lifted, constants) = Lift(graph);
        byte[] program = Text(lifted, donated is null ? null : new(Inputs: Aliases.Notes(Aliases.Of(lifted, donated, guards.Length))));
        var ready = Compiler;
        var executable = ready.Load(program, CompileOptions.For(ready.Device.Id));
        executable.MayTakeLong = lifted.RunLength > ManySteps;
        return new XlaExecutable(ready.Client, ready.Device, executable, lifted, constants, guards, donated);
    }

    /// <summary>The graph that is compiled, and the tensors that it held, which are its last inputs.</summary>
    /// <exception cref="AdException">It is too long.</exception>
    public static (Graph Graph, Tensor[] Constants) Lift(Graph graph)
    {
        var optimized = Passes.Canonical(ManagedBackend.Optimize(graph));
        if (optimized.Size > MaxOperations) throw new AdException($"The function has {optimized.Size:N0} operations; XLA takes {MaxOperations:N0} at most here, for its time to compile grows faster than that. Use [Ad]::Scan or [Ad]::ForLoop for what repeats, or -Backend Managed.", ErrorId.TooManyOperations);
        return Constants.Lift(optimized);
    }

    /// <summary>The program that is compiled.</summary>
    public static byte[] Text(Graph graph, ModuleNotes? notes) => Encoding.UTF8.GetBytes(GraphLowering.Module(graph, notes: notes));
}
