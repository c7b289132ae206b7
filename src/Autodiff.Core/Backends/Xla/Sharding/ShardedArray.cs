using Autodiff.Backends.Xla.Pjrt;

namespace Autodiff.Backends.Xla.Sharding;

/// <summary>The elements of a tensor on several devices: divided among them along an axis, or all of them on each.</summary>
/// <param name="type">The type of the whole tensor.</param>
/// <param name="shards">One buffer for each device.</param>
/// <param name="axis">The axis, or null if each device has the whole tensor.</param>
sealed class ShardedArray(TensorType type, PjrtBuffer[] shards, int? axis) : DeviceArray(type)
{
    /// <summary>The buffers, if they are on these devices and divided along this axis; otherwise null.</summary>
    public PjrtBuffer[]? On(PjrtDevice[] devices, int? along) => along == axis && shards.Length == devices.Length && !shards.Where((s, d) => s.Device != devices[d]).Any() ? shards : null;

    public override void CopyTo(Span<byte> to)
    {
        if (axis is not { } along)
        {
            shards[0].Read(to);
            return;
        }
        // Row-major order: for each index of the axes before, the parts follow each other.
        int before = 1;
        for (int i = 0; i < along; i++) before *= Type.Shape[i];
        int part = to.Length / shards.Length, run = part / before;
        byte[] elements = before == 1 ? [] : new byte[part];
        for (int s = 0; s < shards.Length; s++)
        {
            if (before == 1) shards[s].Read(to.Slice(s * part, part));
            else shards[s].Read(elements);
            for (int i = 0; before > 1 && i < before; i++) elements.AsSpan(i * run, run).CopyTo(to[((i * shards.Length + s) * run)..]);
        }
    }

    public override void Wait()
    {
        foreach (var s in shards) s.Wait();
    }

    public override void Free()
    {
        foreach (var s in shards) s.Dispose();
    }

    /// <summary>The buffers of a tensor on devices: its own, if they fit, otherwise copies of its parts.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="client">The client of the devices.</param>
    /// <param name="devices">The devices.</param>
    /// <param name="axis">The axis along which the tensor is divided; its size is divisible by the number of devices. Null to put the whole tensor on each device.</param>
    /// <param name="isOwn">Whether the buffers are the tensor's own.</param>
    public static PjrtBuffer[] Place(Tensor x, PjrtClient client, PjrtDevice[] devices, int? axis, out bool isOwn)
    {
        var own = (x.Device as ShardedArray)?.On(devices, axis);
        isOwn = own is not null;
        if (own is not null) return own;
        return axis is not { } along
            ? Array.ConvertAll(devices, d => XlaArray.Copy(client, d, x))
            : [.. devices.Select((d, i) => XlaArray.Copy(client, d, Part(x, along, i, devices.Length)))];
    }

    static Tensor Part(Tensor x, int axis, int part, int parts)
    {
        var dims = x.Type.Shape.ToArray();
        int size = dims[axis] / parts;
        var starts = new int[dims.Length];
        starts[axis] = part * size;
        dims[axis] = (part + 1) * size;
        return new Slice(new(starts), new(dims), new([.. dims.Select(_ => 1)])).Evaluate([x])[0];
    }
}
