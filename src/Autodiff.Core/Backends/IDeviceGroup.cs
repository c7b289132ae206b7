namespace Autodiff.Backends;

/// <summary>Devices that divide the work of a graph among themselves.</summary>
interface IDeviceGroup
{
    /// <summary>How many there are.</summary>
    int Count { get; }

    /// <summary>What divides the inputs of a graph among them, and so its work.</summary>
    /// <param name="axes">The axis along which each input is divided, whose size is a multiple of <see cref="Count"/>; null for those that each device gets whole.</param>
    IBackend Divide(int?[] axes);
}
