using Microsoft.Win32.SafeHandles;

namespace Autodiff.Backends.Xla.Pjrt;

/// <summary>An object of a plugin. It holds its owner, so that objects are destroyed in the right order.</summary>
abstract class PjrtHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    // Indexed by the function that destroys the objects.
    static readonly long[] live = new long[(int)Enum.GetValues<PjrtFunction>().Max() + 1];
    readonly PjrtFunction destroy;
    readonly PjrtHandle? owner;

    private protected PjrtHandle(PjrtApi api, PjrtFunction destroy, nint handle, PjrtHandle? owner) : base(true)
    {
        (Api, this.destroy, this.owner) = (api, destroy, owner);
        bool held = false;
        owner?.DangerousAddRef(ref held);
        SetHandle(handle);
        if (!IsInvalid) Interlocked.Increment(ref live[(int)destroy]);
    }

    /// <summary>The number of live objects of all plugins, for leak tests.</summary>
    public static long Live => live.Sum();

    /// <summary>The number of live objects of one kind.</summary>
    /// <param name="destroy">The function that destroys them.</param>
    public static long LiveOf(PjrtFunction destroy) => Interlocked.Read(ref live[(int)destroy]);

    public PjrtApi Api { get; }

    /// <summary>Whether the plugin has destroyed it. A closed object may still be held by objects that it owns.</summary>
    public bool IsDestroyed { get; private set; }

    protected override bool ReleaseHandle()
    {
        IsDestroyed = Api.Destroy(destroy, handle);
        Interlocked.Decrement(ref live[(int)destroy]);
        owner?.DangerousRelease();
        return true;
    }

    /// <summary>Holds the object during native calls.</summary>
    /// <exception cref="AdException">The object has been freed.</exception>
    public Held Hold() => new(this, AddReference());

    /// <summary>Holds the object until <see cref="System.Runtime.InteropServices.SafeHandle.DangerousRelease"/>, and returns its pointer.</summary>
    /// <exception cref="AdException">The object has been freed.</exception>
    public nint AddReference()
    {
        bool held = false;
        try
        {
            DangerousAddRef(ref held);
        }
        catch (ObjectDisposedException)
        {
            throw new AdException($"XLA was given an array that has been deleted, or donated to another call ({Spell.Name("Donate")}).", ErrorId.Deleted);
        }
        return handle;
    }

    public readonly ref struct Held(PjrtHandle held, nint pointer)
    {
        public nint Pointer => pointer;

        public void Dispose() => held.DangerousRelease();
    }
}
