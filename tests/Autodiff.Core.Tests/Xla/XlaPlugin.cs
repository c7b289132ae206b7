using Autodiff.Backends.Xla;
using Autodiff.Backends.Xla.Pjrt;

namespace Autodiff.Core.Tests.Xla;

/// <summary>The plugin that $env:AUTODIFF_PJRT_PLUGIN names. Without it tests on XLA are skipped, unless $env:AUTODIFF_REQUIRE_XLA is 1.</summary>
static class XlaPlugin
{
    static readonly Lazy<PjrtClient> client = new(() => PjrtClient.Create(PjrtPlugin.Load(Path), 4));

    public static string Path => Environment.GetEnvironmentVariable("AUTODIFF_PJRT_PLUGIN") ?? "";

    public static string? Skip => Path.Length > 0 || Environment.GetEnvironmentVariable("AUTODIFF_REQUIRE_XLA") == "1" ? null : "AUTODIFF_PJRT_PLUGIN names no plugin";

    public static PjrtClient Client => client.Value;

    public static XlaBackend Backend => XlaBackend.On(Client);
}

/// <summary>A fact that needs the plugin.</summary>
sealed class XlaFactAttribute : FactAttribute
{
    public XlaFactAttribute() => Skip = XlaPlugin.Skip;
}

/// <summary>A theory that needs the plugin.</summary>
sealed class XlaTheoryAttribute : TheoryAttribute
{
    public XlaTheoryAttribute() => Skip = XlaPlugin.Skip;
}
