using System.Runtime.InteropServices;

namespace Autodiff.Backends.Xla.Pjrt;

/// <summary>An array on a device.</summary>
sealed unsafe class PjrtBuffer : PjrtHandle
{
    internal PjrtBuffer(PjrtClient client, PjrtDevice device, nint handle, TensorType type, bool isLent = false) : base(client.Api, PjrtFunction.PJRT_Buffer_Destroy, handle, client)
    {
        (Client, Device, Type, IsLent) = (client, device, type, isLent);
        UnseenMemory.Add(Bytes);
    }

    protected override bool ReleaseHandle()
    {
        UnseenMemory.Remove(Bytes);
        return base.ReleaseHandle();
    }

    public PjrtClient Client { get; }

    /// <summary>The device, which the client owns.</summary>
    public PjrtDevice Device { get; }

    public TensorType Type { get; }

    /// <summary>Whether the elements may be in host memory that was lent.</summary>
    public bool IsLent { get; }

    // Lent memory is counted where it was allocated.
    long Bytes => IsLent ? 0 : Type.Shape.Size * Type.DType.Size;

    /// <summary>Copies an array to a device. The host memory is not read after this returns.</summary>
    public static PjrtBuffer Copy(PjrtClient client, PjrtDevice device, TensorType type, ReadOnlySpan<byte> data) => new(client, device, Put(client, device, type, data), type);

    /// <summary>Copies an array to a device, as an object of the plugin that the caller destroys.</summary>
    public static nint Put(PjrtClient client, PjrtDevice device, TensorType type, ReadOnlySpan<byte> data)
    {
        var a = FromHost(client, device, type, data, BufferFromHostArgs.ImmutableOnlyDuringCall);
        if (a.DoneWithHostBuffer != 0) client.Api.Destroy(PjrtFunction.PJRT_Event_Destroy, a.DoneWithHostBuffer);
        return a.Buffer;
    }

    /// <summary>
    /// Makes host memory an array of a device; on a CPU nothing is copied. The memory is held until the plugin is done with it, at the latest when it destroys the
    /// buffer.
    /// </summary>
    public static PjrtBuffer Lend(PjrtClient client, PjrtDevice device, TensorType type, HostMemory memory)
    {
        bool held = false;
        memory.DangerousAddRef(ref held);
        BufferFromHostArgs a;
        try
        {
            a = FromHost(client, device, type, memory.Elements<byte>(), BufferFromHostArgs.ImmutableZeroCopy);
        }
        catch
        {
            memory.DangerousRelease();
            throw;
        }
        PjrtEvent.Then(client.Api, a.DoneWithHostBuffer, memory.DangerousRelease);
        return new(client, device, a.Buffer, type, isLent: true);
    }

    static BufferFromHostArgs FromHost(PjrtClient client, PjrtDevice device, TensorType type, ReadOnlySpan<byte> data, int semantics)
    {
        long bytes = type.Shape.Size * type.DType.Size;
        // The plugin reads the number of bytes that the shape needs, whatever is there.
        if (data.Length != bytes) throw new ArgumentException($"{data.Length} bytes were given for {type}; expected {bytes}.");
        using var held = client.Hold();
        Span<long> dims = stackalloc long[type.Rank];
        for (int i = 0; i < dims.Length; i++) dims[i] = type.Shape[i];
        // In .NET an empty array has a null pointer, which the plugin refuses.
        byte nothing = 0;
        fixed (byte* p = data)
        fixed (long* d = dims)
        {
            var a = new BufferFromHostArgs
            {
                Client = held.Pointer,
                Data = p is null ? &nothing : p,
                Type = type.DType.Pjrt,
                Dims = d,
                NumDims = (nuint)dims.Length,
                Semantics = semantics,
                Device = device.Pointer,
            };
            client.Api.Allocate(PjrtFunction.PJRT_Client_BufferFromHostBuffer, ref a);
            return a;
        }
    }

    /// <summary>Copies the array to another device of its client. It need not have been computed yet.</summary>
    public PjrtBuffer CopyTo(PjrtDevice device)
    {
        using var held = Hold();
        var a = new CopyToDeviceArgs { Buffer = held.Pointer, Device = device.Pointer };
        Api.Allocate(PjrtFunction.PJRT_Buffer_CopyToDevice, ref a);
        return new(Client, device, a.Copy, Type);
    }

    /// <summary>Waits until the array has been computed.</summary>
    /// <exception cref="PjrtException">The computation failed.</exception>
    public void Wait()
    {
        using var held = Hold();
        var a = new ReadyEventArgs { Buffer = held.Pointer };
        Api.Invoke(PjrtFunction.PJRT_Buffer_ReadyEvent, ref a);
        PjrtEvent.Await(Api, a.Event);
    }

    /// <summary>The address of the elements in the device's memory, after they have been computed. For a client of this processor it is host memory.</summary>
    public nint Address
    {
        get
        {
            using var held = Hold();
            Wait();
            return AddressOf(Api, held.Pointer);
        }
    }

    /// <summary>The address of the elements of a plugin's buffer object.</summary>
    public static nint AddressOf(PjrtApi api, nint buffer)
    {
        var a = new DevicePointerArgs { Buffer = buffer };
        api.Invoke(PjrtFunction.PJRT_Buffer_OpaqueDeviceMemoryDataPointer, ref a);
        return (nint)a.DeviceMemory;
    }

    /// <summary>Waits until the array has been computed, and copies it to the host.</summary>
    public void Read(Span<byte> to)
    {
        using var held = Hold();
        if (Client.IsCpu)
        {
            new ReadOnlySpan<byte>((void*)Address, to.Length).CopyTo(to);
            return;
        }
        fixed (byte* p = to)
        {
            var a = new ToHostArgs { Src = held.Pointer, Dst = p, DstSize = (nuint)to.Length };
            Api.Invoke(PjrtFunction.PJRT_Buffer_ToHostBuffer, ref a);
            PjrtEvent.Await(Api, a.Event);
        }
    }
}

/// <summary>PJRT_Client_BufferFromHostBuffer_Args.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_Client_BufferFromHostBuffer_Args")]
unsafe struct BufferFromHostArgs
{
    public const int ImmutableOnlyDuringCall = 0, ImmutableZeroCopy = 2;
    public nuint StructSize;
    public void* ExtensionStart;
    public nint Client;
    public void* Data;
    public int Type;
    public long* Dims;
    public nuint NumDims;
    public long* ByteStrides;
    public nuint NumByteStrides;
    public int Semantics;
    public nint Device;
    public nint Memory;
    public void* DeviceLayout;
    public nint DoneWithHostBuffer;
    public nint Buffer;
}

/// <summary>PJRT_Buffer_CopyToDevice_Args.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_Buffer_CopyToDevice_Args")]
unsafe struct CopyToDeviceArgs
{
    public nuint StructSize;
    public void* ExtensionStart;
    public nint Buffer;
    public nint Device;
    public nint Copy;
}

/// <summary>PJRT_Buffer_ReadyEvent_Args.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_Buffer_ReadyEvent_Args")]
unsafe struct ReadyEventArgs
{
    public nuint StructSize;
    public void* ExtensionStart;
    public nint Buffer;
    public nint Event;
}

/// <summary>PJRT_Buffer_OpaqueDeviceMemoryDataPointer_Args.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_Buffer_OpaqueDeviceMemoryDataPointer_Args")]
unsafe struct DevicePointerArgs
{
    public nuint StructSize;
    public void* ExtensionStart;
    public nint Buffer;
    public void* DeviceMemory;
}

/// <summary>PJRT_Buffer_ToHostBuffer_Args.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_Buffer_ToHostBuffer_Args")]
unsafe struct ToHostArgs
{
    public nuint StructSize;
    public void* ExtensionStart;
    public nint Src;
    public void* HostLayout;
    public void* Dst;
    public nuint DstSize;
    public nint Event;
}
