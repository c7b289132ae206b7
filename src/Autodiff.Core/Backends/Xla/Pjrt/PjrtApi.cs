using System.Runtime.InteropServices;
using System.Text;

namespace Autodiff.Backends.Xla.Pjrt;

/// <summary>
/// The function table of a plugin. Every call goes through here. It fills in the size at the start of each argument struct, checks that the plugin has the function, and
/// turns an error pointer into an exception.
/// </summary>
sealed unsafe class PjrtApi
{
    /// <summary>The oldest minor version of the API in which the structs have all fields that are used.</summary>
    public const int MinimumMinor = 54;

    readonly byte* table;
    readonly nuint size;

    /// <param name="table">The result of <c>GetPjrtApi</c>.</param>
    /// <param name="plugin">The name of the plugin in errors.</param>
    /// <exception cref="AdException">The table is missing or truncated, or its API version is not supported.</exception>
    public PjrtApi(nint table, string plugin)
    {
        if (table == 0) throw new AdException($"{plugin} has no PJRT API: its GetPjrtApi returns null.", ErrorId.InvalidPlugin);
        this.table = (byte*)table;
        Plugin = plugin;
        size = *(nuint*)this.table;
        if (size < (nuint)PjrtFunction.PJRT_Error_Destroy) throw new AdException($"{plugin} has a PJRT API of {size} bytes, which contains no function.", ErrorId.InvalidPlugin);
        var version = (ApiVersion*)(this.table + VersionOffset);
        (Major, Minor) = (version->MajorVersion, version->MinorVersion);
        if (Major != 0 || Minor < MinimumMinor) throw new AdException($"{plugin} has PJRT API {Major}.{Minor}; expected 0.{MinimumMinor} or a later 0.x. Install another plugin with {Spell.Name("AdRuntime.Install")}.", ErrorId.UnsupportedPlugin);
        foreach (var f in Enum.GetValues<PjrtFunction>())
            if (!IsOptional(f) && !Has(f)) throw new AdException($"{plugin} (PJRT API {Major}.{Minor}) does not implement {f}.", ErrorId.UnsupportedPlugin);
    }

    internal const int VersionOffset = 16;

    /// <summary>The name of the plugin in errors.</summary>
    public string Plugin { get; }

    public int Major { get; }

    public int Minor { get; }

    /// <summary>Whether a plugin may lack a function.</summary>
    public static bool IsOptional(PjrtFunction f) => f is PjrtFunction.PJRT_Executable_GetCompiledMemoryStats;

    /// <summary>Whether the plugin has a function.</summary>
    public bool Has(PjrtFunction f) => (nuint)f + (nuint)sizeof(nint) <= size && *(nint*)(table + (int)f) != 0;

    /// <summary>The pointer of a function.</summary>
    public nint Entry(PjrtFunction f) => *(nint*)(table + (int)f);

    /// <summary>Calls a function that returns an error.</summary>
    public void Invoke<T>(PjrtFunction f, ref T arguments) where T : unmanaged
    {
        fixed (T* p = &arguments)
        {
            *(nuint*)p = (nuint)sizeof(T);
            CallGate.Enter();
            try
            {
                nint error = Call(f, p);
                if (error != 0) throw TakeError(error);
            }
            finally
            {
                CallGate.Leave();
            }
        }
    }

    /// <summary>Calls a function that allocates memory on the device. If there is none left, it runs the garbage collector and calls again.</summary>
    public void Allocate<T>(PjrtFunction f, ref T arguments) where T : unmanaged
    {
        try
        {
            Invoke(f, ref arguments);
        }
        catch (PjrtException e) when (e.Code == PjrtException.ResourceExhausted)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Invoke(f, ref arguments);
        }
    }

    /// <summary>Calls a function that destroys an object. It cannot fail, or nothing can be done about a failure. At the end of the process nothing is destroyed.</summary>
    /// <returns>Whether the function was called.</returns>
    public bool Destroy(PjrtFunction f, nint handle)
    {
        if (!CallGate.TryEnter()) return false;
        try
        {
            DestroyNow(f, handle);
            return true;
        }
        finally
        {
            CallGate.Leave();
        }
    }

    /// <summary>Destroys a client after the gate is closed, and waits for its work.</summary>
    internal void DestroyAtEnd(PjrtClient client) => DestroyNow(PjrtFunction.PJRT_Client_Destroy, client.DangerousGetHandle());

    nint Call(PjrtFunction f, void* arguments) => ((delegate* unmanaged<void*, nint>)(*(nint*)(table + (int)f)))(arguments);

    void DestroyNow(PjrtFunction f, nint handle)
    {
        var a = new HandleArgs { Handle = handle };
        a.StructSize = (nuint)sizeof(HandleArgs);
        nint error = Call(f, &a);
        if (error != 0 && f != PjrtFunction.PJRT_Error_Destroy) DestroyNow(PjrtFunction.PJRT_Error_Destroy, error);
    }

    /// <summary>The exception for an error that a plugin passed to a callback.</summary>
    internal AdException Failure(nint error)
    {
        if (!CallGate.TryEnter()) return CallGate.Ending();
        try
        {
            return TakeError(error);
        }
        finally
        {
            CallGate.Leave();
        }
    }

    PjrtException TakeError(nint error)
    {
        var code = new ErrorCodeArgs { Error = error };
        code.StructSize = (nuint)sizeof(ErrorCodeArgs);
        Call(PjrtFunction.PJRT_Error_GetCode, &code);
        var message = new TextArgs { Handle = error };
        message.StructSize = (nuint)sizeof(TextArgs);
        // The function returns nothing, so there is no error to check.
        ((delegate* unmanaged<void*, void>)(*(nint*)(table + (int)PjrtFunction.PJRT_Error_Message)))(&message);
        string text = Text(message.Text, message.TextSize);
        DestroyNow(PjrtFunction.PJRT_Error_Destroy, error);
        return new(code.Code, text);
    }

    /// <summary>Text that the plugin owns.</summary>
    public static string Text(byte* text, nuint size) => text is null ? "" : Encoding.UTF8.GetString(text, checked((int)size));
}

/// <summary>PJRT_Api_Version.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_Api_Version")]
unsafe struct ApiVersion
{
    public nuint StructSize;
    public void* ExtensionStart;
    public int MajorVersion, MinorVersion;
}

/// <summary>The arguments of functions that take one object: PJRT_Event_Destroy_Args and many others.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_Event_Destroy_Args"), PjrtStruct("PJRT_Error_Destroy_Args"), PjrtStruct("PJRT_Event_Await_Args"), PjrtStruct("PJRT_Client_Destroy_Args"), PjrtStruct("PJRT_Executable_Destroy_Args"), PjrtStruct("PJRT_LoadedExecutable_Destroy_Args"), PjrtStruct("PJRT_Buffer_Destroy_Args")]
unsafe struct HandleArgs
{
    public nuint StructSize;
    public void* ExtensionStart;
    public nint Handle;
}

/// <summary>PJRT_Error_GetCode_Args.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_Error_GetCode_Args")]
unsafe struct ErrorCodeArgs
{
    public nuint StructSize;
    public void* ExtensionStart;
    public nint Error;
    public int Code;
}

/// <summary>The arguments of functions that give a text of one object: PJRT_Error_Message_Args and others.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_Error_Message_Args"), PjrtStruct("PJRT_Client_PlatformName_Args"), PjrtStruct("PJRT_Client_PlatformVersion_Args"), PjrtStruct("PJRT_DeviceDescription_Kind_Args")]
unsafe struct TextArgs
{
    public nuint StructSize;
    public void* ExtensionStart;
    public nint Handle;
    public byte* Text;
    public nuint TextSize;
}

/// <summary>The C struct that a struct corresponds to. A test compares sizes and offsets.</summary>
/// <param name="name">The name in the header.</param>
[AttributeUsage(AttributeTargets.Struct, AllowMultiple = true)]
sealed class PjrtStructAttribute(string name) : Attribute
{
    public string Name => name;
}
