using System.Runtime.InteropServices;

namespace Autodiff.Backends.Xla.Pjrt;

/// <summary>A device of a client, which owns it.</summary>
sealed unsafe class PjrtDevice
{
    public PjrtDevice(PjrtApi api, nint pointer)
    {
        Pointer = pointer;
        var description = new DeviceDescriptionArgs { Device = pointer };
        api.Invoke(PjrtFunction.PJRT_Device_GetDescription, ref description);
        var id = new DeviceIdArgs { DeviceDescription = description.DeviceDescription };
        api.Invoke(PjrtFunction.PJRT_DeviceDescription_Id, ref id);
        var kind = new TextArgs { Handle = description.DeviceDescription };
        api.Invoke(PjrtFunction.PJRT_DeviceDescription_Kind, ref kind);
        (Id, Kind) = (id.Id, PjrtApi.Text(kind.Text, kind.TextSize));
    }

    public nint Pointer { get; }

    public int Id { get; }

    public string Kind { get; }
}

/// <summary>PJRT_Device_GetDescription_Args.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_Device_GetDescription_Args")]
unsafe struct DeviceDescriptionArgs
{
    public nuint StructSize;
    public void* ExtensionStart;
    public nint Device;
    public nint DeviceDescription;
}

/// <summary>PJRT_DeviceDescription_Id_Args.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_DeviceDescription_Id_Args")]
unsafe struct DeviceIdArgs
{
    public nuint StructSize;
    public void* ExtensionStart;
    public nint DeviceDescription;
    public int Id;
}
