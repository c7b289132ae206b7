using Autodiff.Backends.Xla.Pjrt;

namespace Autodiff.Backends.Xla;

/// <summary>The elements of a tensor in a buffer of a plugin.</summary>
sealed class XlaArray(PjrtBuffer buffer) : DeviceArray(buffer.Type)
{
    public PjrtBuffer Buffer => buffer;

    public override void CopyTo(Span<byte> to) => buffer.Read(to);

    public override void Wait() => buffer.Wait();

    public override void Free() => buffer.Dispose();

    /// <summary>The buffer of a tensor on a device: its own, if it has one there, otherwise a copy, from another device of the client or from the host.</summary>
    /// <param name="client">The client.</param>
    /// <param name="device">A device of the client.</param>
    /// <param name="x">The tensor.</param>
    /// <param name="isGivenUp">Whether a result may reuse the memory. The buffer must then be the plugin's own. Default: false.</param>
    public static PjrtBuffer Place(PjrtClient client, PjrtDevice device, Tensor x, bool isGivenUp = false)
    {
        if (x.Device is XlaArray { Buffer: var own } && own.Client == client && !(isGivenUp && own.IsLent)) return own.Device == device ? own : own.CopyTo(device);
        if (isGivenUp) return Copy(client, device, x);
        var copy = x.Memory is { } memory ? PjrtBuffer.Lend(client, device, x.Type, memory) : Copy(client, device, x);
        if (x.Storage is HostStorage host && host.WasCopied()) host.Keep(new XlaArray(copy));
        return copy;
    }

    /// <summary>A copy of a tensor's elements on a device.</summary>
    public static PjrtBuffer Copy(PjrtClient client, PjrtDevice device, Tensor x)
    {
        using var held = new Reading(x);
        var host = x.Storage.Host;
        if (host.Count != x.Size)
        {
            var all = x.DType.Allocate(x.Size);
            host.CopyTo(all, 0, 0, (int)x.Size);
            host = all;
        }
        return PjrtBuffer.Copy(client, device, x.Type, host.Bytes);
    }
}
