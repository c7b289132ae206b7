using System.Runtime.InteropServices;
using Autodiff.Backends.Xla.Pjrt;

namespace Autodiff.Backends.Xla;

/// <summary>The elements of a tensor in a buffer of a plugin.</summary>
sealed class XlaArray(PjrtBuffer buffer) : DeviceArray
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
        if (x.WasCopied()) x.Keep(new XlaArray(copy));
        return copy;
    }

    /// <summary>A copy of a tensor's elements on a device.</summary>
    public static PjrtBuffer Copy(PjrtClient client, PjrtDevice device, Tensor x) => x.DType.Code switch
    {
        TypeCode.Double => Copy<double>(client, device, x),
        TypeCode.Single => Copy<float>(client, device, x),
        TypeCode.Int32 => Copy<int>(client, device, x),
        TypeCode.Int64 => Copy<long>(client, device, x),
        TypeCode.UInt32 => Copy<uint>(client, device, x),
        _ => Copy<bool>(client, device, x),
    };

    static PjrtBuffer Copy<T>(PjrtClient client, PjrtDevice device, Tensor x) where T : struct =>
        PjrtBuffer.Copy(client, device, x.Type, MemoryMarshal.AsBytes(x.Elements<T>().AsSpan()));
}
