using System.Text;
using Autodiff.Backends.Managed;
using Autodiff.Backends.Xla.Pjrt;
using Autodiff.Graphs;

namespace Autodiff.Backends.Xla;

/// <summary>Compiles graphs with XLA, through a PJRT plugin, and runs them on one of its devices.</summary>
sealed class XlaBackend : IBackend
{
    /// <summary>XLA's time grows faster than the length of a program, and its stack is finite.</summary>
    public const int MaxOperations = 50_000;

    // The compiler recurses over the program.
    const int CompilerStack = 256 << 20;

    // The plugin takes microseconds at most for one of the small steps that it runs inside a call.
    const double ManySteps = 100_000;

    readonly PjrtClient client;
    readonly PjrtDevice device;
    readonly Cache.ExecutableCache? cache;
    readonly string plugin;

    XlaBackend(PjrtClient client, PjrtDevice device, Cache.ExecutableCache? cache, string plugin) => (this.client, this.device, this.cache, this.plugin) = (client, device, cache, plugin);

    /// <summary>The backend of a client's device.</summary>
    /// <param name="client">The plugin's client.</param>
    /// <param name="device">Which of its devices.</param>
    /// <param name="cache">Executables of earlier processes; null for none.</param>
    /// <param name="plugin">The plugin's SHA-256, of which the cache's keys are made.</param>
    public static XlaBackend On(PjrtClient client, int device = 0, Cache.ExecutableCache? cache = null, string plugin = "") => device >= 0 && device < client.Devices.Length
        ? new(client, client.Devices[device], cache, plugin)
        : throw new AdException($"There is no device {client.PlatformName}:{device}; the plugin has {client.PlatformName}:0 to {client.PlatformName}:{client.Devices.Length - 1}.", "UnknownDevice");

    /// <summary>The plugin's client.</summary>
    public PjrtClient Client => client;

    /// <inheritdoc/>
    public string Name => "Xla";

    /// <inheritdoc/>
    public IExecutable Compile(Graph graph, bool[] guards, bool[]? donated = null)
    {
        if (graph.IsForeign) return new ForeignExecutable(this, ManagedBackend.Optimize(graph), guards);
        var (lifted, constants) = Lift(graph);
        var executable = Load(Text(lifted, donated is null ? null : new(Inputs: Aliases.Notes(Aliases.Of(lifted, donated, guards.Length)))), CompileOptions.For(device.Id));
        executable.MayTakeLong = lifted.RunLength > ManySteps;
        return new XlaExecutable(client, device, executable, lifted, constants, guards, donated);
    }

    /// <summary>The graph that is compiled, and the tensors that it held, which are its last inputs.</summary>
    /// <exception cref="AdException">It is too long.</exception>
    public static (Graph Graph, Tensor[] Constants) Lift(Graph graph)
    {
        var optimized = Passes.Canonical(ManagedBackend.Optimize(graph));
        if (optimized.Size > MaxOperations) throw new AdException($"The function has {optimized.Size:N0} operations; XLA takes {MaxOperations:N0} at most here, for its time to compile grows faster than that. Use [Ad]::Scan or [Ad]::ForLoop for what repeats, or -Backend Managed.", "TooManyOperations");
        return Constants.Lift(optimized);
    }

    /// <summary>The program that is compiled.</summary>
    public static byte[] Text(Graph graph, ModuleNotes? notes) => Encoding.UTF8.GetBytes(GraphLowering.Module(graph, notes: notes));

    /// <summary>Compiles a program of text or bytecode for the device, unless the cache has it compiled.</summary>
    public PjrtExecutable Load(byte[] program)
    {
        var executable = Load(program, CompileOptions.For(device.Id));
        // What is in it is not known.
        executable.MayTakeLong = true;
        return executable;
    }

    /// <summary>A program of <see cref="Load(byte[])"/>, to be run on the device.</summary>
    public XlaExecutable Ready(PjrtExecutable executable, TensorType[] inputs, TensorType[] outputs) => new(client, device, executable, inputs, outputs);

    /// <summary>The same with options of its own.</summary>
    public PjrtExecutable Load(byte[] program, byte[] options)
    {
        if (cache is null) return Interruption.Run(() => client.Compile(program, options), CompilerStack);
        var key = Cache.CacheKey.Of(program, options, plugin, $"{client.Api.Major}.{client.Api.Minor}", client.PlatformVersion);
        if (cache.Get(key) is { } kept)
        {
            try
            {
                var loaded = Interruption.Run(() => PjrtSerialization.Load(client, kept), CompilerStack);
                if (Log.Xla) Log.Plugin($"loaded from the cache: {key}");
                return loaded;
            }
            catch (PjrtException)
            {
                cache.Remove(key);
            }
        }
        if (Log.Xla) Log.Plugin($"compile {program.Length} bytes: {key}");
        var made = Interruption.Run(() => client.Compile(program, options), CompilerStack);
        cache.Put(key, PjrtSerialization.Serialize(made));
        return made;
    }
}
