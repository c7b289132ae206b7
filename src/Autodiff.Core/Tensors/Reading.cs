namespace Autodiff;

/// <summary>Keeps the memory of tensors alive while it is read, even if another thread deletes them.</summary>
readonly ref struct Reading
{
    // Few tensors are in native memory.
    readonly List<HostMemory>? held;

    /// <exception cref="AdException">A tensor has been deleted.</exception>
    public Reading(params ReadOnlySpan<Tensor> x)
    {
        foreach (var t in x)
        {
            if (t.Memory is not { } memory) continue;
            bool success = false;
            try
            {
                memory.DangerousAddRef(ref success);
            }
            catch (ObjectDisposedException)
            {
                Dispose();
                throw LostArray.Deleted.Error();
            }
            (held ??= []).Add(memory);
        }
    }

    /// <summary>Releases the memory.</summary>
    public void Dispose()
    {
        if (held is null) return;
        foreach (var memory in held) memory.DangerousRelease();
    }
}
