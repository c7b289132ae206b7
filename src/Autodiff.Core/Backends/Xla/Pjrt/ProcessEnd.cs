using System.Runtime.InteropServices;

namespace Autodiff.Backends.Xla.Pjrt;

/// <summary>
/// Ends the process while a plugin computes. Threads of a plugin that still run when the system unloads its library end in a signal. So this waits for calls to end,
/// and then destroys the clients, which waits for their work. Work that does not end in time keeps running until the process is gone, and nothing is unloaded.
/// </summary>
static partial class ProcessEnd
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(5), littlePatience = TimeSpan.FromSeconds(0.5);

    static readonly List<WeakReference<PjrtClient>> clients = [];

    /// <summary>Destroys a client before the process ends.</summary>
    public static void Watch(PjrtClient client)
    {
        lock (clients)
        {
            if (clients.Count == 0) AppDomain.CurrentDomain.ProcessExit += (_, _) => Drain();
            clients.RemoveAll(c => !c.TryGetTarget(out _));
            clients.Add(new(client));
        }
    }

    static void Drain()
    {
        // The user has already waited for those calls and given up.
        var limit = Interruption.Abandoned > 0 ? littlePatience : patience;
        var deadline = DateTime.UtcNow + limit;
        bool done = CallGate.Close(limit);
        if (done)
        {
            // In a plugin that is stuck this would wait forever.
            var work = new Thread(DestroyClients) { IsBackground = true };
            work.Start();
            var left = deadline - DateTime.UtcNow;
            done = left > TimeSpan.Zero && work.Join(left);
        }
        if (!done && !OperatingSystem.IsWindows()) Leave(Environment.ExitCode);
    }

    // Their buffers and executables are not destroyed, because nobody can use them any more.
    static void DestroyClients()
    {
        lock (clients)
            foreach (var c in clients)
                if (c.TryGetTarget(out var client) && !client.IsDestroyed) client.Api.DestroyAtEnd(client);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void Leave(int code);
}
