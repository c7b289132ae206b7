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
        if (Interruption.Token.CanBeCanceled && !IsReady(api, handle)) AwaitCall(api, handle);
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

    /// <summary>Does something when an event has happened, whether well or not, and destroys it. Without an event it does so at once.</summary>
    /// <param name="api">The plugin's.</param>
    /// <param name="handle">The event.</param>
    /// <param name="action">Is called on any thread, in the middle of whatever the plugin does there, and must not fail.</param>
    public static void Then(PjrtApi api, nint handle, Action action)
    {
        if (handle == 0) action();
        else new Callback(api, handle, _ => action()).Register();
    }

    // Waits for the plugin's call, for a thread inside the plugin could not be taken away from it.
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

    /// <summary>Is called by the plugin when an event has happened, and destroys it.</summary>
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
