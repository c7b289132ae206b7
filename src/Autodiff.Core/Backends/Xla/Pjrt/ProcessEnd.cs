using System.Runtime.InteropServices;

namespace Autodiff.Backends.Xla.Pjrt;

/// <summary>
/// The end of the process while a plugin computes. What runs in a plugin's threads while the system takes its library down ends in a signal: so calls are waited
/// for, then the clients are destroyed, which waits for their work. What is not done in time is left to run until the process is gone, and nothing is taken down.
/// </summary>
static partial class ProcessEnd
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(5), littlePatience = TimeSpan.FromSeconds(0.5);

    static readonly List<WeakReference<PjrtClient>> clients = [];

    /// <summary>Has a client destroyed before the process ends.</summary>
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
        // The user has waited for those calls before, and given up.
        var limit = Interruption.Abandoned > 0 ? littlePatience : patience;
        var deadline = DateTime.UtcNow + limit;
        bool done = CallGate.Close(limit);
        if (done)
        {
            // In a plugin that is stuck it would wait for ever.
            var work = new Thread(DestroyClients) { IsBackground = true };
            work.Start();
            var left = deadline - DateTime.UtcNow;
            done = left > TimeSpan.Zero && work.Join(left);
        }
        if (!done && !OperatingSystem.IsWindows()) Leave(Environment.ExitCode);
    }

    // Their buffers and executables are not destroyed: nobody can call them any more.
    static void DestroyClients()
    {
        lock (clients)
            foreach (var c in clients)
                if (c.TryGetTarget(out var client) && !client.IsDestroyed) client.Api.DestroyAtEnd(client);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void Leave(int code);
}
