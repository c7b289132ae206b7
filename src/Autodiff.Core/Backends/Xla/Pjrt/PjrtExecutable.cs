using System.Runtime.InteropServices;

namespace Autodiff.Backends.Xla.Pjrt;

/// <summary>A compiled and loaded program.</summary>
sealed unsafe class PjrtExecutable : PjrtHandle
{
    readonly long temporary;
    Tuple<TensorType[], long>? needed;

    internal PjrtExecutable(PjrtClient client, nint handle) : base(client.Api, PjrtFunction.PJRT_LoadedExecutable_Destroy, handle, client)
    {
        Client = client;
        var a = new GetExecutableArgs { LoadedExecutable = handle };
        Api.Invoke(PjrtFunction.PJRT_LoadedExecutable_GetExecutable, ref a);
        try
        {
            var n = new NumOutputsArgs { Executable = a.Executable };
            Api.Invoke(PjrtFunction.PJRT_Executable_NumOutputs, ref n);
            Outputs = (int)n.NumOutputs;
            temporary = TemporaryBytes(a.Executable);
        }
        finally
        {
            Api.Destroy(PjrtFunction.PJRT_Executable_Destroy, a.Executable);
        }
    }

    public PjrtClient Client { get; }

    /// <summary>The number of bytes that a call needs in addition to its arguments.</summary>
    /// <param name="types">The types of the results.</param>
    public long Needed(TensorType[] types)
    {
        if (needed is { } known && known.Item1 == types) return known.Item2;
        long bytes = temporary;
        foreach (var t in types) bytes = t.Shape.Size * t.DType.Size is var size && bytes <= long.MaxValue - size ? bytes + size : long.MaxValue;
        needed = new(types, bytes);
        return bytes;
    }

    // If the plugin does not report the size, it counts as 0.
    long TemporaryBytes(nint executable)
    {
        if (!Api.Has(PjrtFunction.PJRT_Executable_GetCompiledMemoryStats)) return 0;
        try
        {
            var a = new CompiledMemoryStatsArgs { Executable = executable };
            Api.Invoke(PjrtFunction.PJRT_Executable_GetCompiledMemoryStats, ref a);
            return a.TempSize;
        }
        catch (PjrtException)
        {
            return 0;
        }
    }

    /// <summary>The number of results.</summary>
    public int Outputs { get; }

    /// <summary>
    /// Whether the call itself may take long, because the plugin runs loops of small steps inside it. It then runs on another thread, so that the user can stop
    /// this one.
    /// </summary>
    public bool MayTakeLong { get; set; }

    /// <summary>Runs the program on the device that it was compiled for. The plugin compares only sizes in bytes, so the caller must have checked types.</summary>
    /// <param name="device">The device.</param>
    /// <param name="arguments">Buffers on the device.</param>
    /// <param name="types">The types of the results.</param>
    /// <returns>The results, which may not have been computed yet.</returns>
    public PjrtBuffer[] Execute(PjrtDevice device, ReadOnlySpan<PjrtBuffer> arguments, TensorType[] types)
    {
        if (!MayTakeLong || !Interruption.CanCome) return ExecuteHere(device, arguments, types);
        var kept = arguments.ToArray();
        return Interruption.Run(() => ExecuteHere(device, kept, types));
    }

    PjrtBuffer[] ExecuteHere(PjrtDevice device, ReadOnlySpan<PjrtBuffer> arguments, TensorType[] types)
    {
        if (types.Length != Outputs) throw new ArgumentException($"The program returns {Outputs} results; expected {types.Length}.");
        foreach (var x in arguments)
            if (x.Client != Client || x.Device != device) throw new ArgumentException($"An argument is on device {x.Device.Id}{(x.Client == Client ? "" : " of another client")}; expected device {device.Id}.");
        AvailableMemory.Ensure(Needed(types), "this call");
        using var held = Hold();
        var inputs = stackalloc nint[Math.Max(1, arguments.Length)];
        var outputs = stackalloc nint[Math.Max(1, types.Length)];
        int added = 0;
        try
        {
            for (; added < arguments.Length; added++) inputs[added] = arguments[added].AddReference();
            Execute(inputs, arguments.Length, outputs, null);
        }
        finally
        {
            for (int i = 0; i < added; i++) arguments[i].DangerousRelease();
        }
        var r = new PjrtBuffer[types.Length];
        for (int i = 0; i < r.Length; i++) r[i] = new(Client, device, outputs[i], types[i]);
        return r;
    }

    /// <summary>Runs the program and checks nothing. The caller holds it and the arguments.</summary>
    /// <param name="inputs">The arguments, buffers on its device.</param>
    /// <param name="count">The number of arguments.</param>
    /// <param name="outputs">Receives the results, which may not have been computed yet.</param>
    /// <param name="done">Receives an event that waits for them, which the caller owns; null for none.</param>
    public void Execute(nint* inputs, int count, nint* outputs, nint* done)
    {
        var options = new ExecuteOptions { StructSize = (nuint)sizeof(ExecuteOptions) };
        var a = new ExecuteArgs
        {
            Executable = handle,
            Options = &options,
            ArgumentLists = &inputs,
            NumDevices = 1,
            NumArgs = (nuint)count,
            OutputLists = &outputs,
            DeviceCompleteEvents = done,
        };
        Api.Allocate(PjrtFunction.PJRT_LoadedExecutable_Execute, ref a);
    }
}

/// <summary>PJRT_LoadedExecutable_GetExecutable_Args.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_LoadedExecutable_GetExecutable_Args")]
unsafe struct GetExecutableArgs
{
    public nuint StructSize;
    public void* ExtensionStart;
    public nint LoadedExecutable;
    public nint Executable;
}

/// <summary>PJRT_Executable_NumOutputs_Args.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_Executable_NumOutputs_Args")]
unsafe struct NumOutputsArgs
{
    public nuint StructSize;
    public void* ExtensionStart;
    public nint Executable;
    public nuint NumOutputs;
}

/// <summary>PJRT_Executable_GetCompiledMemoryStats_Args.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_Executable_GetCompiledMemoryStats_Args")]
unsafe struct CompiledMemoryStatsArgs
{
    public nuint StructSize;
    public void* ExtensionStart;
    public nint Executable;
    public long GeneratedCodeSize, ArgumentSize, OutputSize, AliasSize, TempSize;
    public long HostGeneratedCodeSize, HostArgumentSize, HostOutputSize, HostAliasSize, HostTempSize;
    public long PeakMemory;
}

/// <summary>PJRT_ExecuteOptions.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_ExecuteOptions")]
unsafe struct ExecuteOptions
{
    public nuint StructSize;
    public void* ExtensionStart;
    public void* SendCallbacks, RecvCallbacks;
    public nuint NumSendOps, NumRecvOps;
    public int LaunchId;
    public long* NonDonatableInputIndices;
    public nuint NumNonDonatableInputIndices;
    public nint Context;
    public byte* CallLocation;
    public nuint NumTasks;
    public int* TaskIds;
    public long* IncarnationIds;
}

/// <summary>PJRT_LoadedExecutable_Execute_Args.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_LoadedExecutable_Execute_Args")]
unsafe struct ExecuteArgs
{
    public nuint StructSize;
    public void* ExtensionStart;
    public nint Executable;
    public ExecuteOptions* Options;
    public nint** ArgumentLists;
    public nuint NumDevices, NumArgs;
    public nint** OutputLists;
    public nint* DeviceCompleteEvents;
    public nint ExecuteDevice;
}
