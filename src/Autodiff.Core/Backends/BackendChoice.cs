using Autodiff.Backends.Managed;
using Autodiff.Backends.Xla;
using Autodiff.Backends.Xla.Runtime;
using Autodiff.Backends.Xla.Sharding;
using Autodiff.StableHlo;

namespace Autodiff.Backends;

/// <summary>Chooses the backend of a call: the requested one, otherwise that of <c>$env:AUTODIFF_BACKEND</c>, otherwise Auto.</summary>
static class BackendChoice
{
    /// <summary>A backend.</summary>
    /// <param name="backend">The backend. Default: that of the environment variable, or Auto.</param>
    /// <param name="device">An XLA device, such as <c>cpu:1</c>. Default: the first device.</param>
    /// <param name="soon">
    /// Whether to return before XLA's plugin is loaded, so that functions are traced meanwhile. A missing plugin is then reported at the first compilation.
    /// Default: false.
    /// </param>
    /// <exception cref="AdException">The environment variable names no backend, or XLA has no plugin or no such device.</exception>
    public static IBackend Get(Backend? backend, string? device = null, bool soon = false)
    {
        bool hasDevice = !string.IsNullOrEmpty(device);
        return (backend ?? FromEnvironment()) switch
        {
            Backend.Auto when !hasDevice => AutoBackend.Instance,
            Backend.Managed when !hasDevice => ManagedBackend.Instance,
            Backend.Managed => throw new AdException($"{Spell.Name("Device")} is '{device}', but the Managed backend has no devices. Use {Spell.Name("Backend")} Xla.", ErrorId.UnknownDevice),
            _ => soon ? XlaRuntime.Soon(device) : XlaRuntime.Backend(device),
        };
    }

    /// <summary>Starts to load XLA's plugin on a thread of its own, if the environment variable names XLA, and returns whether it does.</summary>
    public static bool Prepare()
    {
        bool isXla = nameof(Backend.Xla).Equals(Variable, StringComparison.OrdinalIgnoreCase);
        if (isXla) XlaRuntime.Start();
        return isXla;
    }

    /// <summary>The devices to shard over. Only XLA has several.</summary>
    /// <param name="count">The number of devices. Default: all.</param>
    /// <exception cref="AdException">There are fewer devices, or XLA has no plugin.</exception>
    public static IDeviceGroup Devices(int? count) => XlaDevices.First(count);

    /// <summary>Reads a StableHLO program, which only XLA runs.</summary>
    /// <param name="name">The name of the file, for errors.</param>
    /// <param name="code">The content of the file.</param>
    /// <param name="function">The name of the function, if the file has none.</param>
    /// <exception cref="AdFormatException">The program is refused.</exception>
    public static IProgram Read(string name, byte[] code, string function) => XlaProgram.Read(name, code, function);

    static string? Variable => Environment.GetEnvironmentVariable("AUTODIFF_BACKEND");

    static Backend FromEnvironment() => Variable is not { Length: > 0 } name
        ? Backend.Auto
        : Enum.TryParse<Backend>(name, ignoreCase: true, out var backend) && Enum.IsDefined(backend)
            ? backend
            : throw new AdException($"$env:AUTODIFF_BACKEND is '{name}'; expected one of {string.Join(", ", Enum.GetNames<Backend>())}.", ErrorId.UnknownBackend);
}
