using System.Runtime.InteropServices;

namespace Autodiff.Backends.Xla.Pjrt;

/// <summary>Compiled programs as bytes. The plugin trusts them: other bytes than its own end the process, or compute something else.</summary>
static unsafe class PjrtSerialization
{
    /// <summary>The bytes of a program.</summary>
    public static byte[] Serialize(PjrtExecutable executable)
    {
        using var held = executable.Hold();
        var api = executable.Api;
        var loaded = new GetExecutableArgs { LoadedExecutable = held.Pointer };
        api.Invoke(PjrtFunction.PJRT_LoadedExecutable_GetExecutable, ref loaded);
        try
        {
            var a = new SerializeArgs { Executable = loaded.Executable };
            api.Invoke(PjrtFunction.PJRT_Executable_Serialize, ref a);
            try
            {
                return new ReadOnlySpan<byte>(a.SerializedBytes, checked((int)a.SerializedBytesSize)).ToArray();
            }
            finally
            {
                a.Deleter(a.SerializedExecutable);
            }
        }
        finally
        {
            api.Destroy(PjrtFunction.PJRT_Executable_Destroy, loaded.Executable);
        }
    }

    /// <summary>A program from bytes that <see cref="Serialize"/> returned for the same plugin.</summary>
    public static PjrtExecutable Load(PjrtClient client, ReadOnlySpan<byte> bytes)
    {
        using var held = client.Hold();
        fixed (byte* p = bytes)
        {
            var a = new DeserializeArgs { Client = held.Pointer, SerializedExecutable = p, SerializedExecutableSize = (nuint)bytes.Length };
            client.Api.Invoke(PjrtFunction.PJRT_Executable_DeserializeAndLoad, ref a);
            return new(client, a.LoadedExecutable);
        }
    }
}

/// <summary>PJRT_Executable_Serialize_Args.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_Executable_Serialize_Args")]
unsafe struct SerializeArgs
{
    public nuint StructSize;
    public void* ExtensionStart;
    public nint Executable;
    public byte* SerializedBytes;
    public nuint SerializedBytesSize;
    public void* SerializedExecutable;
    public delegate* unmanaged<void*, void> Deleter;
}

/// <summary>PJRT_Executable_DeserializeAndLoad_Args.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_Executable_DeserializeAndLoad_Args")]
unsafe struct DeserializeArgs
{
    public nuint StructSize;
    public void* ExtensionStart;
    public nint Client;
    public byte* SerializedExecutable;
    public nuint SerializedExecutableSize;
    public nint LoadedExecutable;
    public byte* OverriddenOptions;
    public nuint OverriddenOptionsSize;
}
