using Autodiff.Backends.Xla.Runtime;

namespace Autodiff.Backends.Xla.Sharding;

/// <summary>The first devices of the XLA plugin.</summary>
sealed class XlaDevices : IDeviceGroup
{
    const int Most = 256;

    XlaDevices(int count) => Count = count;

    public int Count { get; }

    /// <summary>A number of devices.</summary>
    /// <param name="count">The number. Default: all.</param>
    /// <exception cref="AdException">There are fewer devices, or no plugin is found.</exception>
    public static XlaDevices First(int? count)
    {
        if (count is < 1 or > Most) throw new AdException($"{Spell.Name("DeviceCount")} is {count}; expected 1 to {Most}.", ErrorId.InvalidDeviceCount);
        var client = XlaRuntime.Get().Client;
        int present = client.Devices.Length;
        if (count > present)
            throw new AdException($"{Spell.Name("DeviceCount")} is {count}, but the plugin has {present} devices.{(client.IsCpu ? $" To divide the processor into {count} devices, set $env:AUTODIFF_CPU_DEVICES = {count} before XLA is first used." : "")}", ErrorId.InvalidDeviceCount);
        return new(count ?? present);
    }

    public IBackend Divide(int?[] axes)
    {
        var backend = XlaRuntime.Backend();
        return Count == 1 ? backend : new ShardedBackend(backend, Count, axes);
    }
}
