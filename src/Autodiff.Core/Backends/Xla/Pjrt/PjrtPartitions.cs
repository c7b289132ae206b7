namespace Autodiff.Backends.Xla.Pjrt;

/// <summary>Runs a program that was compiled for several devices on all of them at once.</summary>
static unsafe class PjrtPartitions
{
    /// <summary>Runs it, and waits until each device has finished its part.</summary>
    /// <param name="executable">The program.</param>
    /// <param name="devices">The devices, in the order of its partitions.</param>
    /// <param name="arguments">The buffers of each device. The plugin compares only sizes in bytes, so the caller must have checked types.</param>
    /// <param name="types">The types of the results of each device.</param>
    /// <returns>The results of each device.</returns>
    public static PjrtBuffer[][] Execute(PjrtExecutable executable, PjrtDevice[] devices, PjrtBuffer[][] arguments, TensorType[] types)
    {
        int n = devices.Length, inputs = arguments[0].Length, outputs = types.Length;
        if (outputs != executable.Outputs || arguments.Length != n) throw new ArgumentException($"The program returns {executable.Outputs} results; expected {outputs}.");
        for (int d = 0; d < n; d++)
            if (arguments[d].Length != inputs || Array.Exists(arguments[d], b => b.Client != executable.Client || b.Device != devices[d])) throw new ArgumentException($"The arguments for device {devices[d].Id} are on another device.");

        Int128 bytes = 0;
        foreach (var t in types) bytes += (Int128)t.Shape.Size * t.DType.Size * n;
        AvailableMemory.Ensure((long)Int128.Min(bytes, long.MaxValue), "this call");
        using var held = executable.Hold();
        var made = new nint[n * outputs];
        var events = new nint[n];
        var handles = new nint[n * inputs];
        int added = 0;
        try
        {
            for (; added < handles.Length; added++) handles[added] = arguments[added / inputs][added % inputs].AddReference();
            Execute(executable, held.Pointer, handles, made, events);
        }
        finally
        {
            for (int i = 0; i < added; i++) arguments[i / inputs][i % inputs].DangerousRelease();
        }
        var r = new PjrtBuffer[n][];
        for (int d = 0; d < n; d++)
        {
            r[d] = new PjrtBuffer[outputs];
            for (int i = 0; i < outputs; i++) r[d][i] = new(executable.Client, devices[d], made[d * outputs + i], types[i]);
        }
        Await(executable.Api, events, r);
        return r;
    }

    static void Execute(PjrtExecutable executable, nint pointer, nint[] inputs, nint[] outputs, nint[] events)
    {
        int n = events.Length;
        var lists = new nint[2 * n];
        // An empty array has no address.
        nint nothing = 0;
        fixed (nint* x = inputs, y = outputs, e = events, l = lists)
        {
            for (int d = 0; d < n; d++)
            {
                lists[d] = x is null ? (nint)(&nothing) : (nint)(x + d * (inputs.Length / n));
                lists[n + d] = y is null ? (nint)(&nothing) : (nint)(y + d * (outputs.Length / n));
            }
            var options = new ExecuteOptions { StructSize = (nuint)sizeof(ExecuteOptions) };
            var a = new ExecuteArgs
            {
                Executable = pointer,
                Options = &options,
                ArgumentLists = (nint**)l,
                NumDevices = (nuint)n,
                NumArgs = (nuint)(inputs.Length / n),
                OutputLists = (nint**)(l + n),
                DeviceCompleteEvents = e,
            };
            executable.Api.Allocate(PjrtFunction.PJRT_LoadedExecutable_Execute, ref a);
        }
    }

    // Waits for all events, even after one has failed.
    static void Await(PjrtApi api, nint[] events, PjrtBuffer[][] results)
    {
        PjrtException? failure = null;
        foreach (nint e in events)
        {
            try
            {
                PjrtEvent.Await(api, e);
            }
            catch (PjrtException x)
            {
                failure ??= x;
            }
        }
        if (failure is null) return;
        foreach (var b in results.SelectMany(r => r)) b.Dispose();
        throw failure;
    }
}
