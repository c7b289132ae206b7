using Autodiff.Backends.Xla.Pjrt;
using Autodiff.Graphs;

namespace Autodiff.Backends.Xla.Sharding;

/// <summary>
/// Divides the work of a graph among devices of XLA's: inputs are divided along an axis, and XLA's own partitioner (Shardy) makes of the program one for each device
/// that talks to the others, with an all-reduce where there is a sum over what is divided. Equal to another for the same devices and axes: what is compiled is kept by it.
/// </summary>
sealed class ShardedBackend : IBackend, IEquatable<ShardedBackend>
{
    const string Mesh = "mesh", MeshAxis = "devices";

    readonly XlaBackend backend;
    readonly PjrtDevice[] devices;
    readonly int?[] axes;

    /// <param name="backend">That of one device: it knows the plugin and its cache.</param>
    /// <param name="devices">How many devices; the first ones are used.</param>
    /// <param name="axes">The axis along which each input is divided, which has as many elements or a multiple; null for those that each device gets whole.</param>
    public ShardedBackend(XlaBackend backend, int devices, int?[] axes) => (this.backend, this.devices, this.axes) = (backend, backend.Compiler.Client.Devices[..devices], axes);

    /// <inheritdoc/>
    public string Name => $"Xla on {devices.Length} devices";

    /// <inheritdoc/>
    public IExecutable Compile(Graph graph, bool[] guards, bool[]? donated = null)
    {
        if (graph.IsForeign) throw new AdException("An imported program is for one device: leave -DeviceCount and -ShardAxis out.", ErrorId.ImportedProgram);
        var (lifted, constants) = XlaBackend.Lift(graph);
        var inputs = lifted.Inputs.Select((v, i) => Note(v.Type, i < axes.Length ? axes[i] : null)).ToArray();
        // How a result is divided the partitioner chooses; where it is not simply along an axis, in equal parts, each device is to have all of it.
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
        return backend.Compiler.Load(XlaBackend.Text(graph, new(attributes, mesh, inputs, outputs)), CompileOptions.For(Array.ConvertAll(devices, d => d.Id)));
    }

    // A closed dimension, {}, stays whole; one with a name is divided among the devices of that axis of the mesh.
    static string Note(TensorType type, int? axis) =>
        $"sdy.sharding = #sdy.sharding<@{Mesh}, [{string.Join(", ", Enumerable.Range(0, type.Rank).Select(i => i == axis ? $"{{\"{MeshAxis}\"}}" : "{}"))}]>";

    /// <inheritdoc/>
    public bool Equals(ShardedBackend? other) => other is not null && backend == other.backend && devices.Length == other.devices.Length && axes.AsSpan().SequenceEqual(other.axes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ShardedBackend);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var h = new HashCode();
        h.Add(devices.Length);
        foreach (int? a in axes) h.Add(a);
        return h.ToHashCode();
    }
}
