using Autodiff.Backends.Managed;
using Autodiff.Backends.Xla;
using Autodiff.Backends.Xla.Runtime;
using Autodiff.Backends.Xla.Sharding;
using Autodiff.StableHlo;

namespace Autodiff.Backends;

/// <summary>Chooses the backend of a call: the requested one, otherwise that of <c>$env:AUTODIFF_BACKEND</c>, otherwise Auto.</summary>
static class BackendChoice
{
    /// <summary>The values of <c>-Backend</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["Auto", "Managed", "Xla"];

    /// <summary>The backend with a name.</summary>
    /// <param name="name">One of <see cref="Names"/>. Default: that of the environment variable.</param>
    /// <param name="device">An XLA device, such as <c>cpu:1</c>. Default: the first device.</param>
    /// <param name="soon">
    /// Whether to return before XLA's plugin is loaded, so that functions are traced meanwhile. A missing plugin is then reported at the first compilation.
    /// Default: false.
    /// </param>
    /// <exception cref="AdException">The backend does not exist, or XLA has no plugin.</exception>
    public static IBackend Get(string? name, string? device = null, bool soon = false) => Resolve(name, device).ToUpperInvariant() switch
    {
        "XLA" => soon ? XlaRuntime.Soon(device) : XlaRuntime.Backend(device),
        "MANAGED" when string.IsNullOrEmpty(device) => ManagedBackend.Instance,
        "AUTO" => AutoBackend.Instance,
        "MANAGED" => throw new AdException($"The Managed backend has no device '{device}': -Device belongs to -Backend Xla.", ErrorId.UnknownDevice),
        var other => throw new AdException($"There is no backend '{other}': write one of {string.Join(", ", Names)}.", ErrorId.UnknownBackend),
    };

    /// <summary>Starts to load XLA's plugin on a thread of its own, if the backend needs it, and returns whether it does.</summary>
    public static bool Prepare(string? name, string? device = null)
    {
        bool isXla = Resolve(name, device).Equals("Xla", StringComparison.OrdinalIgnoreCase);
        if (isXla) XlaRuntime.Start();
        return isXla;
    }

    /// <summary>The devices among which work is divided: XLA's alone.</summary>
    /// <param name="count">How many; null for all.</param>
    /// <exception cref="AdException">There are not so many, or XLA has no plugin.</exception>
    public static IDeviceGroup Devices(int? count) => XlaDevices.First(count);

    /// <summary>A StableHLO program from a file, which XLA alone runs.</summary>
    /// <param name="name">What errors call it: its file.</param>
    /// <param name="code">The file.</param>
    /// <param name="function">What the function is called, where the file does not say.</param>
    /// <exception cref="AdFormatException">It is refused.</exception>
    public static IProgram Read(string name, byte[] code, string function) => XlaProgram.Read(name, code, function);

    static string Resolve(string? name, string? device)
    {
        if (string.IsNullOrEmpty(name)) name = Environment.GetEnvironmentVariable("AUTODIFF_BACKEND");
        if (string.IsNullOrEmpty(name)) name = "Auto";
        return name.Equals("Auto", StringComparison.OrdinalIgnoreCase) && !string.IsNullOrEmpty(device) ? "Xla" : name;
    }
}
