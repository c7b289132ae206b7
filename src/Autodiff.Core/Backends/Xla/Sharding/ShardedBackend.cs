using Autodiff.Backends.Xla.Pjrt;
using Autodiff.Graphs;

namespace Autodiff.Backends.Xla.Sharding;

/// <summary>
/// Divides the work of a graph among XLA devices. Inputs are divided along an axis, and XLA's own partitioner (Shardy) makes a program for each device, which communicates with
/// the others, for example by an all-reduce for a sum over divided elements. Instances for the same devices and axes are equal, because they are keys of compiled programs.
/// </summary>
sealed class ShardedBackend : IBackend, IEquatable<ShardedBackend>
{
    const string Mesh = "mesh", MeshAxis = "devices";

    readonly XlaBackend backend;
    readonly PjrtDevice[] devices;
    readonly int?[] axes;

    /// <param name="backend">The backend of one device; it has the plugin and the cache.</param>
    /// <param name="devices">The number of devices; the first ones are used.</param>
    /// <param name="axes">The axis along which each input is divided; its size is divisible by the number of devices. Null for inputs that each device gets whole.</param>
    public ShardedBackend(XlaBackend backend, int devices, int?[] axes) => (this.backend, this.devices, this.axes) = (backend, backend.Compiler.Client.Devices[..devices], axes);

    public string Name => $"Xla on {devices.Length} devices";

    public IExecutable Compile(Graph graph, bool[] guards, bool[]? donated = null)
    {
        if (graph.IsForeign) throw new AdException($"An imported program runs on one device. Omit {Spell.Name("DeviceCount")} and {Spell.Name("ShardAxes")}.", ErrorId.ImportedProgram);
        var (lifted, constants) = XlaBackend.Lift(graph);
        var inputs = lifted.Inputs.Select((v, i) => Note(v.Type, i < axes.Length ? axes[i] : null)).ToArray();
        // The partitioner chooses how results are divided. If that is not in equal parts along one axis, the program is compiled again with that result whole on each device.
        var executable = Load(lifted, inputs, null);
        var shape = PjrtProgramShape.Of(executable);
        bool[] isPlain = [.. lifted.Outputs.Select((o, i) => IsPlain(o.Type, shape.Outputs[i], shape.Axes[i]))];
        if (isPlain.Contains(false))
        {
            executable = Load(lifted, inputs, [.. lifted.Outputs.Select((o, i) => isPlain[i] ? "" : Note(o.Type, null))]);
            shape = PjrtProgramShape.Of(executable);
        }
        return new ShardedExecutable(executable, devices, lifted, axes, constants, shape, guards);
    }

    bool IsPlain(TensorType all, TensorType part, int axis) => axis == PjrtProgramShape.Whole
        ? part.Shape == all.Shape
        : axis >= 0 && axis < all.Rank && all.Shape[axis] % devices.Length == 0 && part.Shape == all.Shape.With(axis, all.Shape[axis] / devices.Length);

    PjrtExecutable Load(Graph graph, string[] inputs, string[]? outputs)
    {
        string attributes = $"mhlo.num_partitions = {devices.Length} : i32, mhlo.num_replicas = 1 : i32", mesh = $"sdy.mesh @{Mesh} = <[\"{MeshAxis}\"={devices.Length}]>";
        return backend.Compiler.Load(XlaBackend.Text(graph, new(attributes, mesh, inputs, outputs)), CompileOptionsMessage.For(Array.ConvertAll(devices, d => d.Id)));
    }

    // A closed dimension, {}, stays whole. A named dimension is divided among the devices of that mesh axis.
    static string Note(TensorType type, int? axis) =>
        $"sdy.sharding = #sdy.sharding<@{Mesh}, [{string.Join(", ", Enumerable.Range(0, type.Rank).Select(i => i == axis ? $"{{\"{MeshAxis}\"}}" : "{}"))}]>";

    public bool Equals(ShardedBackend? other) => other is not null && backend == other.backend && devices.Length == other.devices.Length && axes.AsSpan().SequenceEqual(other.axes);

    public override bool Equals(object? obj) => Equals(obj as ShardedBackend);

    public override int GetHashCode()
    {
        var h = new HashCode();
        h.Add(devices.Length);
        foreach (int? a in axes) h.Add(a);
        return h.ToHashCode();
    }
}
