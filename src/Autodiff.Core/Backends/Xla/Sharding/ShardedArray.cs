using Autodiff.Backends.Xla.Pjrt;

namespace Autodiff.Backends.Xla.Sharding;

/// <summary>A tensor's elements on several devices: divided among them along an axis, or all of them on each.</summary>
/// <param name="type">The type of the whole.</param>
/// <param name="shards">A buffer a device.</param>
/// <param name="axis">The axis; null where each device has all.</param>
sealed class ShardedArray(TensorType type, PjrtBuffer[] shards, int? axis) : DeviceArray
{
    /// <summary>The buffers, where they are on these devices and divided so; else null.</summary>
    public PjrtBuffer[]? On(PjrtDevice[] devices, int? along) => along == axis && shards.Length == devices.Length && !shards.Where((s, d) => s.Device != devices[d]).Any() ? shards : null;

    public override void CopyTo(Span<byte> to)
    {
        if (axis is not { } along)
        {
            shards[0].Read(to);
            return;
        }
        // Row-major: for each index of the axes before, the parts stand side by side.
        int before = 1;
        for (int i = 0; i < along; i++) before *= type.Shape[i];
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

    /// <summary>A tensor's buffers on devices: its own, where it has them, else copies of its parts.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="client">Whose devices they are.</param>
    /// <param name="devices">The devices.</param>
    /// <param name="axis">The axis along which it is divided, whose size their number divides; null for all of it on each.</param>
    /// <param name="isOwn">Whether they are the tensor's own.</param>
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
