using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff.Backends.Xla.Pjrt;

/// <summary>Something that will have happened.</summary>
static unsafe class PjrtEvent
{
    /// <summary>Waits for an event, and destroys it.</summary>
    /// <exception cref="PjrtException">What it stood for has failed.</exception>
    /// <exception cref="OperationCanceledException">The user has stopped waiting; the event is destroyed when it has happened.</exception>
    public static void Await(PjrtApi api, nint handle)
    {
        if (handle == 0) return;
        if (Interruption.Token.CanBeCanceled && !IsReady(api, handle)) new Waiter(api, handle).Wait();
        else AwaitHere(api, handle);
    }

    static void AwaitHere(PjrtApi api, nint handle)
    {
        try
        {
            var a = new HandleArgs { Handle = handle };
            api.Invoke(PjrtFunction.PJRT_Event_Await, ref a);
        }
        finally
        {
            api.Destroy(PjrtFunction.PJRT_Event_Destroy, handle);
        }
    }

    static bool IsReady(PjrtApi api, nint handle)
    {
        var a = new EventIsReadyArgs { Event = handle };
        api.Invoke(PjrtFunction.PJRT_Event_IsReady, ref a);
        return a.IsReady != 0;
    }

    /// <summary>Waits for the plugin's call, which a thread inside the plugin could not be taken away from. The call destroys the event.</summary>
    sealed class Waiter(PjrtApi api, nint handle)
    {
        readonly TaskCompletionSource<bool> done = new();

        public void Wait()
        {
            var self = GCHandle.Alloc(this);
            var a = new EventOnReadyArgs { Event = handle, Callback = &Ready, UserArg = GCHandle.ToIntPtr(self) };
            try
            {
                api.Invoke(PjrtFunction.PJRT_Event_OnReady, ref a);
            }
            catch
            {
                self.Free();
                api.Destroy(PjrtFunction.PJRT_Event_Destroy, handle);
                throw;
            }
            Interruption.Wait(done.Task);
        }

        [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
        static void Ready(nint error, nint self)
        {
            var h = GCHandle.FromIntPtr(self);
            ((Waiter)h.Target!).Finish(error);
            h.Free();
        }

        void Finish(nint error)
        {
            var failure = error == 0 ? null : api.Failure(error);
            api.Destroy(PjrtFunction.PJRT_Event_Destroy, handle);
            if (failure is null) done.SetResult(true);
            else done.SetException(failure);
        }
    }
}

/// <summary>PJRT_Event_IsReady_Args.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_Event_IsReady_Args")]
unsafe struct EventIsReadyArgs
{
    public nuint StructSize;
    public void* ExtensionStart;
    public nint Event;
    public byte IsReady;
}

/// <summary>PJRT_Event_OnReady_Args.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_Event_OnReady_Args")]
unsafe struct EventOnReadyArgs
{
    public nuint StructSize;
    public void* ExtensionStart;
    public nint Event;
    public delegate* unmanaged[Cdecl]<nint, nint, void> Callback;
    public nint UserArg;
}
