using System.Runtime.InteropServices;
using Autodiff.Backends.Xla.Pjrt;

namespace Autodiff.Core.Tests.Xla;

/// <summary>A PJRT function table of C# functions, which fails on demand. Only one test may use it at a time, because its counters are static.</summary>
sealed unsafe class FakePlugin : IDisposable
{
    const int Size = 1024;
    const string Words = "no such thing: ünï";

    static readonly nint text = Marshal.StringToCoTaskMemUTF8(Words);
    static readonly List<(nint Callback, nint Argument)> waiting = [];
    readonly byte* table = (byte*)NativeMemory.AllocZeroed(Size);

    public FakePlugin()
    {
        (Failures, FailureCode, ErrorsMade, ErrorsDestroyed, Objects, Calls) = (0, 0, 0, 0, 0, 0);
        lock (waiting) waiting.Clear();
        *(nuint*)table = Size;
        Version(0, 115);
        foreach (var f in Enum.GetValues<PjrtFunction>())
            this[f] = f.ToString().EndsWith("_Destroy", StringComparison.Ordinal) ? (nint)(delegate* unmanaged<HandleArgs*, nint>)&Destroy : (nint)(delegate* unmanaged<void*, nint>)&Done;
        this[PjrtFunction.PJRT_Error_Destroy] = (nint)(delegate* unmanaged<HandleArgs*, nint>)&ErrorDestroy;
        this[PjrtFunction.PJRT_Error_GetCode] = (nint)(delegate* unmanaged<ErrorCodeArgs*, nint>)&ErrorCode;
        this[PjrtFunction.PJRT_Error_Message] = (nint)(delegate* unmanaged<TextArgs*, void>)&ErrorMessage;
        this[PjrtFunction.PJRT_Client_Create] = (nint)(delegate* unmanaged<ClientCreateArgs*, nint>)&ClientCreate;
        this[PjrtFunction.PJRT_Client_Compile] = (nint)(delegate* unmanaged<CompileArgs*, nint>)&Compile;
        this[PjrtFunction.PJRT_Event_OnReady] = (nint)(delegate* unmanaged<EventOnReadyArgs*, nint>)&OnReady;
        this[PjrtFunction.PJRT_LoadedExecutable_GetExecutable] = (nint)(delegate* unmanaged<GetExecutableArgs*, nint>)&GetExecutable;
    }

    public nint Table => (nint)table;

    public static string Message => Words;

    /// <summary>The number of next calls of <see cref="Failing"/> that fail.</summary>
    public static int Failures { get; set; }

    public static int FailureCode { get; set; }

    public static int ErrorsMade { get; private set; }

    public static int ErrorsDestroyed { get; private set; }

    public static int Calls { get; private set; }

    /// <summary>The number of live objects.</summary>
    public static int Objects { get; private set; }

    public static nint Failing => (nint)(delegate* unmanaged<void*, nint>)&Fail;

    /// <summary>Lets the events happen that somebody waits for.</summary>
    /// <param name="fail">Whether the events report a failure.</param>
    public static void Happen(bool fail)
    {
        (nint, nint)[] all;
        lock (waiting)
        {
            all = [.. waiting];
            waiting.Clear();
        }
        foreach (var (callback, argument) in all)
        {
            if (fail) ErrorsMade++;
            ((delegate* unmanaged[Cdecl]<nint, nint, void>)callback)(fail ? 0x1000 : 0, argument);
        }
    }

    public nint this[PjrtFunction f]
    {
        get => *(nint*)(table + (int)f);
        set => *(nint*)(table + (int)f) = value;
    }

    public void Version(int major, int minor)
    {
        var v = (ApiVersion*)(table + PjrtApi.VersionOffset);
        (v->MajorVersion, v->MinorVersion) = (major, minor);
    }

    public void Short(int size) => *(nuint*)table = (nuint)size;

    public void Dispose() => NativeMemory.Free(table);

    [UnmanagedCallersOnly]
    static nint Done(void* a) => 0;

    [UnmanagedCallersOnly]
    static nint Fail(void* a)
    {
        Calls++;
        if (Failures-- <= 0) return 0;
        ErrorsMade++;
        return 0x1000;
    }

    [UnmanagedCallersOnly]
    static nint Destroy(HandleArgs* a)
    {
        Objects--;
        return 0;
    }

    [UnmanagedCallersOnly]
    static nint ErrorDestroy(HandleArgs* a)
    {
        ErrorsDestroyed += a->Handle == 0x1000 ? 1 : 1000;
        return 0;
    }

    [UnmanagedCallersOnly]
    static nint ErrorCode(ErrorCodeArgs* a)
    {
        a->Code = FailureCode;
        return 0;
    }

    [UnmanagedCallersOnly]
    static void ErrorMessage(TextArgs* a)
    {
        a->Text = (byte*)text;
        a->TextSize = (nuint)System.Text.Encoding.UTF8.GetByteCount(Words);
    }

    [UnmanagedCallersOnly]
    static nint OnReady(EventOnReadyArgs* a)
    {
        lock (waiting) waiting.Add(((nint)a->Callback, a->UserArg));
        return 0;
    }

    [UnmanagedCallersOnly]
    static nint ClientCreate(ClientCreateArgs* a)
    {
        Objects++;
        a->Client = 0x2000;
        return 0;
    }

    [UnmanagedCallersOnly]
    static nint Compile(CompileArgs* a)
    {
        Objects++;
        a->Executable = 0x3000;
        return 0;
    }

    [UnmanagedCallersOnly]
    static nint GetExecutable(GetExecutableArgs* a)
    {
        Objects++;
        a->Executable = 0x4000;
        return 0;
    }
}
