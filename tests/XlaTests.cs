namespace Autodiff.Tests;

/// <summary>Tests on XLA run if <c>$env:AUTODIFF_PJRT_PLUGIN</c> names a plugin. Otherwise they are skipped, unless <c>$env:AUTODIFF_REQUIRE_XLA</c> is 1.</summary>
static class XlaTests
{
    public static string Plugin => Environment.GetEnvironmentVariable("AUTODIFF_PJRT_PLUGIN") ?? "";

    public static string? Skip => Plugin.Length > 0 || Environment.GetEnvironmentVariable("AUTODIFF_REQUIRE_XLA") == "1" ? null : "AUTODIFF_PJRT_PLUGIN names no plugin";
}

/// <summary>A fact that needs the plugin.</summary>
sealed class XlaFactAttribute : FactAttribute
{
    public XlaFactAttribute() => Skip = XlaTests.Skip;
}

/// <summary>A theory that needs the plugin.</summary>
sealed class XlaTheoryAttribute : TheoryAttribute
{
    public XlaTheoryAttribute() => Skip = XlaTests.Skip;
}
