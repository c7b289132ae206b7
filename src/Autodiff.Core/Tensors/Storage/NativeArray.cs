using System.Buffers;

namespace Autodiff;

/// <summary>Elements in memory that the garbage collector does not move, so a device can borrow it. A <see cref="Reading"/> keeps it alive during a read.</summary>
sealed class NativeArray<T>(HostMemory memory) : HostStorage<T> where T : unmanaged
{
    public override HostMemory Memory => memory;

    public override Span<T> Elements => memory.Elements<T>();

    public override unsafe MemoryHandle Pin() => new((void*)memory.Address);

    public override HostStorage Share() => new NativeArray<T>(memory.Share());

    public override void Free()
    {
        base.Free();
        memory.Leave();
    }
}
