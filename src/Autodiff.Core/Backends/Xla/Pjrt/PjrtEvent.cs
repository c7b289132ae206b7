using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff.Backends.Xla.Pjrt;

/// <summary>Events: notices that something has happened.</summary>
static unsafe class PjrtEvent
{
    /// <summary>Waits for an event, and destroys it.</summary>
    /// <exception cref="PjrtException">The event reports a failure.</exception>
    /// <exception cref="OperationCanceledException">The user has stopped waiting. The event is destroyed when it has happened.</exception>
    public static void Await(PjrtApi api, nint handle)
    {
        if (handle == 0) return;
        if (Interruption.CanCome && !IsReady(api, handle)) AwaitCall(api, handle);
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

    /// <summary>Runs an action when an event has happened, even after a failure, and destroys the event. If there is no event it runs at once.</summary>
    /// <param name="api">The function table of the plugin.</param>
    /// <param name="handle">The event.</param>
    /// <param name="action">The action. It runs on any thread, inside the plugin, and must not fail.</param>
    public static void Then(PjrtApi api, nint handle, Action action)
    {
        if (handle == 0) action();
        else new Callback(api, handle, _ => action()).Register();
    }

    // Waits for the plugin's callback, because a thread inside the plugin cannot be interrupted.
    static void AwaitCall(PjrtApi api, nint handle)
    {
        var done = new TaskCompletionSource<bool>();
        new Callback(api, handle, failure =>
        {
            if (failure is null) done.SetResult(true);
            else done.SetException(failure);
        }).Register();
        Interruption.Wait(done.Task);
    }

    /// <summary>Called by the plugin when an event has happened. It destroys the event.</summary>
    sealed class Callback(PjrtApi api, nint handle, Action<AdException?> then)
    {
        public void Register()
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
        }

        [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
        static void Ready(nint error, nint self)
        {
            var h = GCHandle.FromIntPtr(self);
            ((Callback)h.Target!).Finish(error);
            h.Free();
        }

        void Finish(nint error)
        {
            var failure = error == 0 ? null : api.Failure(error);
            api.Destroy(PjrtFunction.PJRT_Event_Destroy, handle);
            then(failure);
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
