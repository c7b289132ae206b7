using System.Text;
using Autodiff.Backends.Xla.Pjrt;
using Autodiff.Graphs;
using Autodiff.StableHlo;

namespace Autodiff.Backends.Xla;

/// <summary>
/// Compiles graphs with XLA, through a PJRT plugin, and runs them on one of its devices. It waits for a plugin that is loading only when a program is ready to be
/// compiled.
/// </summary>
/// <param name="compiler">Returns the compiler of the device, the same each time. It may wait.</param>
sealed class XlaBackend(Func<XlaCompiler> compiler) : IBackend
{
    // A small step that the plugin runs inside a call takes a few microseconds.
    const double ManySteps = 100_000;

    /// <summary>The backend of a device of a client.</summary>
    /// <param name="client">The client.</param>
    /// <param name="device">The number of the device. Default: 0.</param>
    /// <param name="cache">The cache of executables. Default: none.</param>
    /// <param name="plugin">The SHA-256 of the plugin, for the keys of the cache.</param>
    public static XlaBackend On(PjrtClient client, int device = 0, Cache.ExecutableCache? cache = null, string plugin = "")
    {
        var compiler = XlaCompiler.For(client, device, cache, plugin);
        return new(() => compiler);
    }

    /// <summary>The compiler of the device. It waits for a plugin that is loading.</summary>
    /// <exception cref="AdException">No plugin is installed, or it cannot be used.</exception>
    public XlaCompiler Compiler => compiler();

    public string Name => "Xla";

    public IExecutable Compile(Graph graph, bool[] guards, bool[]? donated = null)
    {
        if (graph.IsForeign) return new ForeignExecutable(this, Passes.Optimize(graph), guards);
        var (lifted, constants) = Lift(graph);
        byte[] program = Text(lifted, donated is null ? null : new(Inputs: Aliases.Notes(Aliases.Of(lifted, donated, guards.Length))));
        var ready = Compiler;
        var executable = ready.Load(program, CompileOptionsMessage.For(ready.Device.Id));
        executable.MayTakeLong = lifted.RunLength > ManySteps;
        return new XlaExecutable(ready.Client, ready.Device, executable, lifted, constants, guards, donated);
    }

    /// <summary>The graph to compile, and the tensors that it held, which are its last inputs.</summary>
    /// <exception cref="AdException">The graph is too long.</exception>
    public static (Graph Graph, Tensor[] Constants) Lift(Graph graph)
    {
        var optimized = Passes.Canonical(Passes.Optimize(graph));
        if (optimized.Size > ProgramScanner.MostOperations) throw new AdException($"The function has {optimized.Size:N0} operations; the limit for XLA is {ProgramScanner.MostOperations:N0}. Use {Spell.Name("Ad.Scan")} or {Spell.Name("Ad.ForLoop")} for loops, or {Spell.Name("Backend")} Managed.", ErrorId.TooManyOperations);
        return Constants.Lift(optimized);
    }

    /// <summary>The text of the program.</summary>
    public static byte[] Text(Graph graph, ModuleNotes? notes) => Encoding.UTF8.GetBytes(GraphLowering.Module(graph, notes: notes));
}
