using Autodiff.Backends.Xla.Pjrt;
using Autodiff.Graphs;

namespace Autodiff.Backends.Xla.Sharding;

/// <summary>A graph compiled for several devices. Each gets its part of the arguments. Results stay on their devices until they are read.</summary>
sealed class ShardedExecutable : IExecutable
{
    // The devices of a call wait for each other, each on a thread of the plugin. Two calls at once could each hold threads that the other needs.
    static readonly Lock running = new();

    readonly PjrtExecutable executable;
    readonly PjrtDevice[] devices;
    readonly int?[] axes;
    readonly PjrtBuffer[][] constants;
    readonly TensorType[] inputs, outputs;
    readonly PjrtProgramShape shape;
    readonly bool[] guards;

    /// <param name="executable">The program.</param>
    /// <param name="devices">The devices, in the order of its partitions.</param>
    /// <param name="graph">The graph of the program; its last inputs are the constants.</param>
    /// <param name="axes">The axis along which each argument is divided, or null.</param>
    /// <param name="constants">The tensors that each device gets whole.</param>
    /// <param name="shape">The inputs and outputs of each device.</param>
    /// <param name="guards">The required values of the last outputs.</param>
    public ShardedExecutable(PjrtExecutable executable, PjrtDevice[] devices, Graph graph, int?[] axes, Tensor[] constants, PjrtProgramShape shape, bool[] guards)
    {
        (this.executable, this.devices, this.axes, this.shape, this.guards) = (executable, devices, axes, shape, guards);
        (inputs, outputs) = (graph.InputTypes, graph.OutputTypes);
        CanBeTried = guards.Length == 0 || !graph.IsOpenEnded;
        this.constants = Array.ConvertAll(constants, c => ShardedArray.Place(c, executable.Client, devices, null, out _));
    }

    // Guards are checked after everything has run.
    public bool CanBeTried { get; }

    public Tensor[]? Run(ReadOnlySpan<Tensor> x, bool checkGuards = true)
    {
        var placed = new PjrtBuffer[x.Length + constants.Length][];
        var copies = new List<PjrtBuffer>();
        for (int i = 0; i < x.Length; i++)
        {
            // The plugin would accept another type of the same size.
            if (x[i].Type.Strong != inputs[i].Strong) throw new ArgumentException($"Argument {i} is {x[i].Type}; expected {inputs[i]}.");
            placed[i] = ShardedArray.Place(x[i], executable.Client, devices, axes[i], out bool isOwn);
            if (!isOwn) copies.AddRange(placed[i]);
        }
        constants.CopyTo(placed, x.Length);
        PjrtBuffer[][] Execute()
        {
            lock (running) return PjrtPartitions.Execute(executable, devices, [.. devices.Select((_, d) => Array.ConvertAll(placed, p => p[d]))], shape.Outputs);
        }
        var y = Interruption.CanCome ? Interruption.Run(Execute) : Execute();
        foreach (var b in copies) b.Dispose();

        var results = new Tensor[outputs.Length];
        for (int i = 0; i < results.Length; i++) results[i] = new(outputs[i], new ShardedArray(outputs[i], Array.ConvertAll(y, d => d[i]), shape.Axes[i] >= 0 ? shape.Axes[i] : null));
        int count = results.Length - guards.Length;
        for (int g = 0; checkGuards && g < guards.Length; g++)
            if (results[count + g].Truth != guards[g]) return null;
        return results[..count];
    }
}
