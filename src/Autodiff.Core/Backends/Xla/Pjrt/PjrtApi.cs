using System.Runtime.InteropServices;
using System.Text;

namespace Autodiff.Backends.Xla.Pjrt;

/// <summary>
/// The function table of a plugin. Every call goes through here: it fills in the size that each argument struct begins with, checks that the plugin has the function,
/// and turns an error pointer into an exception.
/// </summary>
sealed unsafe class PjrtApi
{
    /// <summary>The oldest minor version of the API whose structs have all the fields that are used.</summary>
    public const int MinimumMinor = 54;

    readonly byte* table;
    readonly nuint size;

    /// <param name="table">What <c>GetPjrtApi</c> gave.</param>
    /// <param name="plugin">What errors call the plugin.</param>
    /// <exception cref="AdException">The table is missing, truncated, or of an API that is not understood.</exception>
    public PjrtApi(nint table, string plugin)
    {
        if (table == 0) throw new AdException($"{plugin} has no PJRT API: its GetPjrtApi gives nothing.", ErrorId.InvalidPlugin);
        this.table = (byte*)table;
        Plugin = plugin;
        size = *(nuint*)this.table;
        if (size < (nuint)PjrtFunction.PJRT_Error_Destroy) throw new AdException($"{plugin} has a PJRT API of {size} bytes, which holds no function.", ErrorId.InvalidPlugin);
        var version = (ApiVersion*)(this.table + VersionOffset);
        (Major, Minor) = (version->MajorVersion, version->MinorVersion);
        if (Major != 0 || Minor < MinimumMinor) throw new AdException($"{plugin} has PJRT API {Major}.{Minor}; Autodiff needs 0.{MinimumMinor} or a later 0.x. Install another with Install-AdRuntime.", ErrorId.UnsupportedPlugin);
        foreach (var f in Enum.GetValues<PjrtFunction>())
            if (!IsOptional(f) && !Has(f)) throw new AdException($"{plugin} (PJRT API {Major}.{Minor}) lacks {f}.", ErrorId.UnsupportedPlugin);
    }

    internal const int VersionOffset = 16;

    /// <summary>What errors call the plugin.</summary>
    public string Plugin { get; }

    public int Major { get; }

    public int Minor { get; }

    /// <summary>Whether a plugin need not have a function.</summary>
    public static bool IsOptional(PjrtFunction f) => f is PjrtFunction.PJRT_Executable_GetCompiledMemoryStats;

    /// <summary>Whether the plugin has a function.</summary>
    public bool Has(PjrtFunction f) => (nuint)f + (nuint)sizeof(nint) <= size && *(nint*)(table + (int)f) != 0;

    /// <summary>The pointer of a function.</summary>
    public nint Entry(PjrtFunction f) => *(nint*)(table + (int)f);

    /// <summary>Calls a function that reports an error by its result.</summary>
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

    /// <summary>Calls a function that takes memory of the device. Where none is left, what waits for the collector is freed, and it is called once more.</summary>
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

    /// <summary>Calls a function of one object that cannot fail, or whose failure nothing can be done about: those that destroy. When the process ends nothing need be.</summary>
    /// <returns>Whether it was called.</returns>
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

    /// <summary>Destroys a client when the gate is closed; waits for its work.</summary>
    internal void DestroyAtEnd(PjrtClient client) => DestroyNow(PjrtFunction.PJRT_Client_Destroy, client.DangerousGetHandle());

    nint Call(PjrtFunction f, void* arguments) => ((delegate* unmanaged<void*, nint>)(*(nint*)(table + (int)f)))(arguments);

    void DestroyNow(PjrtFunction f, nint handle)
    {
        var a = new HandleArgs { Handle = handle };
        a.StructSize = (nuint)sizeof(HandleArgs);
        nint error = Call(f, &a);
        if (error != 0 && f != PjrtFunction.PJRT_Error_Destroy) DestroyNow(PjrtFunction.PJRT_Error_Destroy, error);
    }

    /// <summary>The exception of an error that the plugin gave by a call of its own.</summary>
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
        var message = new ErrorMessageArgs { Error = error };
        message.StructSize = (nuint)sizeof(ErrorMessageArgs);
        // It gives nothing, so there is no result to look at.
        ((delegate* unmanaged<void*, void>)(*(nint*)(table + (int)PjrtFunction.PJRT_Error_Message)))(&message);
        string text = Text(message.Message, message.MessageSize);
        DestroyNow(PjrtFunction.PJRT_Error_Destroy, error);
        return new(code.Code, text);
    }

    /// <summary>Text of the plugin's, which it keeps.</summary>
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

/// <summary>The arguments of functions that take one object: PJRT_Event_Destroy_Args and many like it.</summary>
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

/// <summary>PJRT_Error_Message_Args.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_Error_Message_Args")]
unsafe struct ErrorMessageArgs
{
    public nuint StructSize;
    public void* ExtensionStart;
    public nint Error;
    public byte* Message;
    public nuint MessageSize;
}

/// <summary>The C struct that a struct is: a test compares their sizes and offsets.</summary>
/// <param name="name">Its name in the header.</param>
[AttributeUsage(AttributeTargets.Struct, AllowMultiple = true)]
sealed class PjrtStructAttribute(string name) : Attribute
{
    public string Name => name;
}
