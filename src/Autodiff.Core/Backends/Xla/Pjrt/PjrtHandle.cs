using Microsoft.Win32.SafeHandles;

namespace Autodiff.Backends.Xla.Pjrt;

/// <summary>An object of a plugin's. It holds the object that it lives in, so that they go in the right order.</summary>
abstract class PjrtHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    static long live;
    readonly PjrtFunction destroy;
    readonly PjrtHandle? owner;

    private protected PjrtHandle(PjrtApi api, PjrtFunction destroy, nint handle, PjrtHandle? owner) : base(true)
    {
        (Api, this.destroy, this.owner) = (api, destroy, owner);
        bool held = false;
        owner?.DangerousAddRef(ref held);
        SetHandle(handle);
        if (!IsInvalid) Interlocked.Increment(ref live);
    }

    /// <summary>How many objects of all plugins exist, for tests of leaks.</summary>
    public static long Live => Interlocked.Read(ref live);

    public PjrtApi Api { get; }

    /// <summary>Whether the plugin has destroyed it. One that was closed may still be held by what lives in it.</summary>
    public bool IsDestroyed { get; private set; }

    protected override bool ReleaseHandle()
    {
        IsDestroyed = Api.Destroy(destroy, handle);
        Interlocked.Decrement(ref live);
        owner?.DangerousRelease();
        return true;
    }

    /// <summary>Holds the object for the length of native calls.</summary>
    public Use Hold() => new(this);

    public readonly ref struct Use
    {
        readonly PjrtHandle handle;

        public Use(PjrtHandle handle)
        {
            bool held = false;
            handle.DangerousAddRef(ref held);
            this.handle = handle;
        }

        public nint Pointer => handle.DangerousGetHandle();

        public void Dispose() => handle.DangerousRelease();
    }
}
