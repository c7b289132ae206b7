namespace Autodiff.Backends.Xla.Runtime;

/// <summary>Looks at $env:XLA_FLAGS before the plugin does, which ends the process at a flag that it does not know.</summary>
static class XlaFlags
{
    /// <exception cref="AdException">Something in it is no flag.</exception>
    public static void Check()
    {
        string? flags = Environment.GetEnvironmentVariable("XLA_FLAGS");
        foreach (string flag in (flags ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            if (!flag.StartsWith("--xla_", StringComparison.Ordinal))
                throw new AdException($"$env:XLA_FLAGS holds '{flag}', which is no flag of XLA's (--xla_…): the plugin would end this process. Remove it.", "InvalidFlags");
    }
}
