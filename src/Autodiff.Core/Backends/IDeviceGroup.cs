namespace Autodiff.Backends;

/// <summary>Devices that a graph can be sharded over.</summary>
interface IDeviceGroup
{
    /// <summary>The number of devices.</summary>
    int Count { get; }

    /// <summary>The backend that shards the inputs of a graph over the devices.</summary>
    /// <param name="axes">The axis of each input that is sharded, whose size is a multiple of <see cref="Count"/>; null for an input that each device gets whole.</param>
    IBackend Divide(int?[] axes);
}
