using System.Runtime.InteropServices;

namespace Autodiff.Backends.Xla.Pjrt;

/// <summary>A running plugin: its devices and its compiler. There is one for each plugin and process.</summary>
sealed unsafe class PjrtClient : PjrtHandle
{
    PjrtClient(PjrtApi api, nint handle) : base(api, PjrtFunction.PJRT_Client_Destroy, handle, null)
    {
        PlatformName = Text(PjrtFunction.PJRT_Client_PlatformName);
        PlatformVersion = Text(PjrtFunction.PJRT_Client_PlatformVersion);
        var devices = new DevicesArgs { Client = handle };
        api.Invoke(PjrtFunction.PJRT_Client_AddressableDevices, ref devices);
        Devices = new PjrtDevice[(int)devices.NumDevices];
        for (int i = 0; i < Devices.Length; i++) Devices[i] = new(api, devices.Devices[i]);
    }

    public string PlatformName { get; }

    public string PlatformVersion { get; }

    public PjrtDevice[] Devices { get; }

    public bool IsCpu => PlatformName.Equals("cpu", StringComparison.OrdinalIgnoreCase);

    /// <summary>Starts a client.</summary>
    /// <param name="api">The function table of the plugin.</param>
    /// <param name="cpuDevices">The number of devices, from 1 to 256, that a plugin for the CPU makes of it. Other numbers abort or hang the process.</param>
    public static PjrtClient Create(PjrtApi api, int cpuDevices)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cpuDevices, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cpuDevices, 256);
        var name = "cpu_device_count"u8;
        fixed (byte* n = name)
        {
            var option = new NamedInt64 { StructSize = (nuint)sizeof(NamedInt64), Name = n, NameSize = (nuint)name.Length, Type = NamedInt64.Kind, Int64Value = cpuDevices, ValueSize = 1 };
            var a = new ClientCreateArgs { CreateOptions = &option, NumOptions = 1 };
            api.Invoke(PjrtFunction.PJRT_Client_Create, ref a);
            var client = new PjrtClient(api, a.Client);
            ProcessEnd.Watch(client);
            return client;
        }
    }

    /// <summary>Compiles a StableHLO program.</summary>
    /// <param name="program">Text, or portable bytecode.</param>
    /// <param name="options">A serialized CompileOptionsProto that states the numbers of replicas and partitions. If they are missing the process aborts.</param>
    public PjrtExecutable Compile(ReadOnlySpan<byte> program, ReadOnlySpan<byte> options)
    {
        using var client = Hold();
        fixed (byte* code = program, o = options, format = "mlir"u8)
        {
            var p = new ProgramStruct { StructSize = (nuint)sizeof(ProgramStruct), Code = code, CodeSize = (nuint)program.Length, Format = format, FormatSize = 4 };
            var a = new CompileArgs { Client = client.Pointer, Program = &p, CompileOptions = o, CompileOptionsSize = (nuint)options.Length };
            Api.Invoke(PjrtFunction.PJRT_Client_Compile, ref a);
            return new(this, a.Executable);
        }
    }

    string Text(PjrtFunction f)
    {
        var a = new TextArgs { Handle = handle };
        Api.Invoke(f, ref a);
        return PjrtApi.Text(a.Text, a.TextSize);
    }
}

/// <summary>PJRT_Client_Create_Args.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_Client_Create_Args")]
unsafe struct ClientCreateArgs
{
    public nuint StructSize;
    public void* ExtensionStart;
    public NamedInt64* CreateOptions;
    public nuint NumOptions;
    public void* KvGetCallback, KvGetUserArg, KvPutCallback, KvPutUserArg;
    public nint Client;
    public void* KvTryGetCallback, KvTryGetUserArg;
}

/// <summary>PJRT_NamedValue, of an integer.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_NamedValue")]
unsafe struct NamedInt64
{
    public const int Kind = 1;
    public nuint StructSize;
    public void* ExtensionStart;
    public byte* Name;
    public nuint NameSize;
    public int Type;
    public long Int64Value;
    public nuint ValueSize;
}

/// <summary>PJRT_Client_AddressableDevices_Args.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_Client_AddressableDevices_Args")]
unsafe struct DevicesArgs
{
    public nuint StructSize;
    public void* ExtensionStart;
    public nint Client;
    public nint* Devices;
    public nuint NumDevices;
}

/// <summary>PJRT_Program.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_Program")]
unsafe struct ProgramStruct
{
    public nuint StructSize;
    public void* ExtensionStart;
    public byte* Code;
    public nuint CodeSize;
    public byte* Format;
    public nuint FormatSize;
}

/// <summary>PJRT_Client_Compile_Args.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_Client_Compile_Args")]
unsafe struct CompileArgs
{
    public nuint StructSize;
    public void* ExtensionStart;
    public nint Client;
    public ProgramStruct* Program;
    public byte* CompileOptions;
    public nuint CompileOptionsSize;
    public nint Executable;
}
