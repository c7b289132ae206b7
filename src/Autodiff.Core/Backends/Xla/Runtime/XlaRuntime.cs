using System.Diagnostics;
using System.Globalization;
using Autodiff.Backends.Xla.Pjrt;

namespace Autodiff.Backends.Xla.Runtime;

/// <summary>
/// The plugin in use, its client and the backends of its devices. Hashing and loading take half a second; <see cref="Start"/> does so on a thread of its own.
/// </summary>
static class XlaRuntime
{
    static readonly Lock access = new();
    static Starting? starting;

    /// <summary>Starts to load the plugin, unless that has been started already.</summary>
    public static void Start() => _ = Started();

    /// <summary>Waits for the plugin and its client.</summary>
    /// <exception cref="AdException">No plugin is installed, or it cannot be used.</exception>
    public static XlaRuntimeInfo Get() => Get(Started());

    /// <summary>Releases the client, which ends with the last array on its devices. A later call makes a new one.</summary>
    public static void Stop()
    {
        Starting? started;
        lock (access) (started, starting) = (starting, null);
        started?.Runtime.ContinueWith(static t => t.Result.Client.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>The backend of a device.</summary>
    /// <param name="device">A device, such as <c>cpu:1</c> or <c>1</c>. Default: the first device.</param>
    public static XlaBackend Backend(string? device = null)
    {
        var started = Started();
        var runtime = Get(started);
        int index = DeviceIndex(runtime, device);
        return index == 0 ? started.First : runtime.On(index);
    }

    /// <summary>
    /// The backend of a device. That of the first device is returned at once, before the plugin is loaded; functions are traced meanwhile, and the first
    /// compilation waits.
    /// </summary>
    public static XlaBackend Soon(string? device = null) => string.IsNullOrEmpty(device) ? Started().First : Backend(device);

    static Starting Started()
    {
        lock (access) return starting ??= new();
    }

    static XlaRuntimeInfo Get(Starting started)
    {
        try
        {
            using var activity = started.Runtime.IsCompleted ? null : Activity.Begin("Loading XLA's plugin");
            return Interruption.Wait(started.Runtime);
        }
        catch (AdException)
        {
            // The user may repair it and try again.
            lock (access)
                if (starting == started) starting = null;
            throw;
        }
    }

    /// <summary>Loads a plugin and creates its client.</summary>
    /// <exception cref="AdException">The plugin differs from its record, or cannot be used.</exception>
    internal static XlaRuntimeInfo Load(PluginChoice choice)
    {
        if (!Path.Exists(choice.Path)) throw new AdException($"The PJRT plugin {choice.Path} ({choice.Why}) does not exist.", ErrorId.PluginNotFound);
        var file = PjrtPlugin.Open(choice.Path);
        try
        {
            Verify(choice, file.Sha256);
        }
        catch
        {
            file.Dispose();
            throw;
        }
        if (Log.Xla) Log.Plugin($"load {choice.Path} ({choice.Why}; SHA-256 {file.Sha256})");
        var watch = Stopwatch.StartNew();
        var client = PjrtClient.Create(PjrtPlugin.Load(file), CpuDevices());
        if (Log.Xla) Log.Plugin(string.Create(CultureInfo.InvariantCulture, $"{client.Devices.Length} {client.PlatformName} devices are ready after {watch.ElapsedMilliseconds} ms"));
        return new(choice, file.Sha256, client);
    }

    // Checked before it is loaded, because loading runs its code.
    static void Verify(PluginChoice choice, string hash)
    {
        if (choice.Sha256 is { } wanted && !hash.Equals(wanted, StringComparison.OrdinalIgnoreCase))
            throw new AdException($"{choice.Path} ({choice.Why}) has SHA-256 {hash}; expected {wanted}, which was recorded when it was installed. The file has changed. Install it again with {Spell.Name("AdRuntime.Install")}.", ErrorId.HashMismatch);
        if (choice.Sha256 is null && !choice.IsNamed)
            throw new AdException($"{choice.Path} ({choice.Why}) is native code that you have not trusted yet. To trust and use it, run: {Spell.Name("AdRuntime.Install", $"'{choice.Path}'", $"'{hash}'")}", ErrorId.PluginNotTrusted);
    }

    static int CpuDevices() => int.TryParse(Environment.GetEnvironmentVariable("AUTODIFF_CPU_DEVICES"), CultureInfo.InvariantCulture, out int n) && n is >= 1 and <= 256 ? n : 4;

    static int DeviceIndex(XlaRuntimeInfo runtime, string? device)
    {
        if (string.IsNullOrEmpty(device)) return 0;
        string[] parts = device.Split(':');
        bool isKind = parts.Length == 1 || parts[0].Equals(runtime.Client.PlatformName, StringComparison.OrdinalIgnoreCase);
        if (isKind && int.TryParse(parts[^1], CultureInfo.InvariantCulture, out int index)) return index;
        throw new AdException($"'{device}' is not a device of this plugin; expected {runtime.Client.PlatformName}:0 to {runtime.Client.PlatformName}:{runtime.Client.Devices.Length - 1}.", ErrorId.UnknownDevice);
    }

    sealed class Starting
    {
        public Starting()
        {
            Runtime = Task.Run(() => Load(PluginLocator.Find()));
            First = new(() => Get(this).On(0).Compiler);
        }

        public Task<XlaRuntimeInfo> Runtime { get; }

        public XlaBackend First { get; }
    }
}

/// <summary>A plugin in use.</summary>
sealed class XlaRuntimeInfo(PluginChoice choice, string sha256, PjrtClient client)
{
    readonly XlaBackend?[] backends = new XlaBackend?[client.Devices.Length];
    readonly Lazy<Cache.ExecutableCache?> cache = new(Cache.ExecutableCache.OfUser);

    public PluginChoice Choice => choice;

    public string Sha256 => sha256;

    public PjrtClient Client => client;

    /// <summary>The versions of StableHLO that the plugin reads, such as <c>0.9.0 to 1.20.0</c>; null if it does not report them.</summary>
    public string? StableHloVersions
    {
        get
        {
            var a = PjrtAttributes.Of(client.Api);
            return a.TryGetValue("stablehlo_minimum_version", out var least) && a.TryGetValue("stablehlo_current_version", out var latest) ? $"{least} to {latest}" : null;
        }
    }

    /// <summary>The backend of a device, the same object each time, because it keeps compiled programs.</summary>
    public XlaBackend On(int device)
    {
        if (device < 0 || device >= backends.Length) return XlaBackend.On(client, device);
        return backends[device] ?? Interlocked.CompareExchange(ref backends[device], XlaBackend.On(client, device, cache.Value, sha256), null) ?? backends[device]!;
    }
}
