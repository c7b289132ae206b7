using Autodiff.Backends;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>The parameters of a function that are sharded over devices, each along one axis (jax.sharding.PartitionSpec, for a mesh with one axis).</summary>
sealed class Sharding
{
    readonly Function function;
    readonly int?[] axes;
    readonly IDeviceGroup devices;

    Sharding(Function function, int?[] axes, IDeviceGroup devices) => (this.function, this.axes, this.devices) = (function, axes, devices);

    /// <summary>Checks the request.</summary>
    /// <param name="function">The function.</param>
    /// <param name="count">The number of devices. Default: all.</param>
    /// <param name="axes">The axis of each parameter that is sharded; null for a parameter that is not.</param>
    /// <exception cref="AdException">There are fewer devices, a parameter does not exist, or no parameter is sharded.</exception>
    public static Sharding Of(Function function, int? count, AxisMap? axes)
    {
        var byParameter = (axes ?? AxisMap.All(null)).OfParameters(function, null, Spell.Name("ShardAxes"));
        if (!Array.Exists(byParameter, a => a is not null)) throw new AdException($"{Spell.Name("DeviceCount")}: no argument is divided among the devices. Name a parameter and its axis in {Spell.Name("ShardAxes")}.", ErrorId.NothingToShard);
        return new(function, byParameter, BackendChoice.Devices(count));
    }

    /// <summary>The backend for these arguments.</summary>
    /// <exception cref="AdException">An argument does not have the axis, or its size is not divisible by the number of devices.</exception>
    public IBackend For(Tree arguments) => devices.Divide(LeafAxes(arguments));

    int?[] LeafAxes(Tree arguments)
    {
        var r = new int?[arguments.Leaves.Length];
        int next = 0;
        for (int p = 0; p < axes.Length; p++)
        {
            var part = arguments.Definition.Children[p];
            if (axes[p] is not null && part.LeafCount == 0) throw new AdException($"{Spell.Name("ShardAxes")}: the argument '{function.Parameters[p]}' contains no tensor to divide.", ErrorId.NothingToShard);
            for (int k = 0; k < part.LeafCount; k++, next++)
                if (axes[p] is { } axis) r[next] = Checked(axis, arguments.Leaves[next].Type, part.PathOf(k, function.Parameters[p]));
        }
        return r;
    }

    int Checked(int axis, TensorType type, string path)
    {
        int a = axis < 0 ? axis + type.Rank : axis;
        if (a < 0 || a >= type.Rank) throw new AdException($"{Spell.Name("ShardAxes")}: {path} is {type.Strong} and has no axis {axis}.", ErrorId.InvalidAxis);
        if (type.Shape.Size == 0 || type.Shape[a] % devices.Count != 0)
            throw new AdException($"{Spell.Name("ShardAxes")}: axis {axis} of {path}, which is {type.Strong}, has {type.Shape[a]} elements and cannot be divided among {devices.Count} devices. Make it a multiple of {devices.Count}, or change {Spell.Name("DeviceCount")}.", ErrorId.ShapeMismatch);
        return a;
    }
}
