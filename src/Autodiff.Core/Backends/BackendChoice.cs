using Autodiff.Backends.Managed;
using Autodiff.Backends.Xla.Runtime;

namespace Autodiff.Backends;

/// <summary>Which backend runs a call: the one asked for, else that of <c>$env:AUTODIFF_BACKEND</c>, else Auto.</summary>
static class BackendChoice
{
    /// <summary>The names that <c>-Backend</c> takes.</summary>
    public static IReadOnlyList<string> Names { get; } = ["Auto", "Managed", "Xla"];

    /// <summary>The backend of a name.</summary>
    /// <param name="name">One of <see cref="Names"/>; null or empty for the environment's.</param>
    /// <param name="device">A device of XLA's, as <c>cpu:1</c>; null or empty for the first.</param>
    /// <param name="soon">Not to wait for XLA's plugin, which is being loaded while functions are traced; that there is none is said when there is a program to compile.</param>
    /// <exception cref="AdException">There is no such backend, or XLA has no plugin.</exception>
    public static IBackend Get(string? name, string? device = null, bool soon = false) => Resolve(name, device).ToUpperInvariant() switch
    {
        "XLA" => soon ? XlaRuntime.Soon(device) : XlaRuntime.Backend(device),
        "MANAGED" when string.IsNullOrEmpty(device) => ManagedBackend.Instance,
        "AUTO" => AutoBackend.Instance,
        "MANAGED" => throw new AdException($"The Managed backend has no device '{device}': -Device belongs to -Backend Xla.", ErrorId.UnknownDevice),
        var other => throw new AdException($"There is no backend '{other}': write one of {string.Join(", ", Names)}.", ErrorId.UnknownBackend),
    };

    /// <summary>Starts loading XLA's plugin, on a thread of its own, where it is going to be needed; whether it is.</summary>
    public static bool Prepare(string? name, string? device = null)
    {
        bool isXla = Resolve(name, device).Equals("Xla", StringComparison.OrdinalIgnoreCase);
        if (isXla) XlaRuntime.Start();
        return isXla;
    }

    static string Resolve(string? name, string? device)
    {
        if (string.IsNullOrEmpty(name)) name = Environment.GetEnvironmentVariable("AUTODIFF_BACKEND");
        if (string.IsNullOrEmpty(name)) name = "Auto";
        return name.Equals("Auto", StringComparison.OrdinalIgnoreCase) && !string.IsNullOrEmpty(device) ? "Xla" : name;
    }
}
