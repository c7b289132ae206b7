namespace Autodiff.Backends.Xla.Pjrt;

/// <summary>Something that will have happened.</summary>
static class PjrtEvent
{
    /// <summary>Waits for an event, and destroys it.</summary>
    /// <exception cref="PjrtException">What it stood for has failed.</exception>
    public static void Await(PjrtApi api, nint handle)
    {
        if (handle == 0) return;
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
}
