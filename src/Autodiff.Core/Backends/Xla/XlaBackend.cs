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

    readonly PjrtClient client;
    readonly PjrtDevice device;

    XlaBackend(PjrtClient client, PjrtDevice device) => (this.client, this.device) = (client, device);

    /// <summary>The backend of a client's device.</summary>
    public static XlaBackend On(PjrtClient client, int device = 0) => device >= 0 && device < client.Devices.Length
        ? new(client, client.Devices[device])
        : throw new AdException($"There is no device {client.PlatformName}:{device}; the plugin has {client.PlatformName}:0 to {client.PlatformName}:{client.Devices.Length - 1}.", "UnknownDevice");

    /// <inheritdoc/>
    public string Name => "Xla";

    /// <inheritdoc/>
    public IExecutable Compile(Graph graph, bool[] guards)
    {
        var optimized = ManagedBackend.Optimize(graph);
        if (optimized.Size > MaxOperations) throw new AdException($"The function has {optimized.Size:N0} operations; XLA takes {MaxOperations:N0} at most here, for its time to compile grows faster than that. Use [Ad]::Scan or [Ad]::ForLoop for what repeats, or -Backend Managed.", "TooManyOperations");
        var (lifted, constants) = Constants.Lift(optimized);
        byte[] program = Encoding.UTF8.GetBytes(GraphLowering.Module(lifted));
        var executable = OnLargeStack(() => client.Compile(program, CompileOptions.For(1)));
        return new XlaExecutable(client, device, executable, lifted, constants, guards);
    }

    static T OnLargeStack<T>(Func<T> f)
    {
        T result = default!;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                result = f();
            }
            catch (Exception e)
            {
                failure = e;
            }
        }, CompilerStack);
        thread.Start();
        thread.Join();
        if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        return result;
    }
}
