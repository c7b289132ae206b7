using System.Globalization;

namespace Autodiff.Backends.Xla.Runtime;

/// <summary>
/// What $env:XLA_FLAGS says. The plugin reads it when it compiles first, and ends the process at a flag or a value that it does not know: so it is given those alone
/// that are known here and stand in the plugin, with values of their kind.
/// </summary>
static class XlaFlags
{
    const string Variable = "XLA_FLAGS";

    enum Kind { Switch, Number, Text }

    static readonly Dictionary<string, Kind> kinds = new(StringComparer.Ordinal)
    {
        ["xla_backend_optimization_level"] = Kind.Number,
        ["xla_cpu_enable_fast_math"] = Kind.Switch,
        ["xla_cpu_enable_fast_min_max"] = Kind.Switch,
        ["xla_cpu_fast_math_honor_division"] = Kind.Switch,
        ["xla_cpu_fast_math_honor_functions"] = Kind.Switch,
        ["xla_cpu_fast_math_honor_infs"] = Kind.Switch,
        ["xla_cpu_fast_math_honor_nans"] = Kind.Switch,
        ["xla_cpu_max_isa"] = Kind.Text,
        ["xla_cpu_multi_thread_eigen"] = Kind.Switch,
        ["xla_disable_hlo_passes"] = Kind.Text,
        ["xla_dump_hlo_as_dot"] = Kind.Switch,
        ["xla_dump_hlo_as_html"] = Kind.Switch,
        ["xla_dump_hlo_as_proto"] = Kind.Switch,
        ["xla_dump_hlo_as_text"] = Kind.Switch,
        ["xla_dump_hlo_module_re"] = Kind.Text,
        ["xla_dump_hlo_pass_re"] = Kind.Text,
        ["xla_dump_max_hlo_modules"] = Kind.Number,
        ["xla_dump_to"] = Kind.Text,
        ["xla_force_host_platform_device_count"] = Kind.Number,
        ["xla_gpu_autotune_level"] = Kind.Number,
        ["xla_gpu_deterministic_ops"] = Kind.Switch,
        ["xla_gpu_enable_triton_gemm"] = Kind.Switch,
        ["xla_hlo_profile"] = Kind.Switch,
        ["xla_llvm_disable_expensive_passes"] = Kind.Switch,
    };

    /// <summary>The flags that are known, for the plugin's file to be searched for; none where the variable is not set.</summary>
    public static IEnumerable<string> Names => Value.Length == 0 ? [] : kinds.Keys;

    static string Value => Environment.GetEnvironmentVariable(Variable) ?? "";

    /// <summary>Checks the variable, and gives the plugin what PowerShell has: a script's changes do not reach native code by themselves.</summary>
    /// <param name="plugin">The plugin, searched for <see cref="Names"/>.</param>
    /// <exception cref="AdException">Something in it is no flag of the plugin's, or has a value of another kind.</exception>
    public static void Apply(Pjrt.LibraryFile plugin)
    {
        foreach (string flag in Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) Check(flag, plugin);
        NativeEnvironment.Set(Variable, Value.Length > 0 ? Value : null);
    }

    static void Check(string flag, Pjrt.LibraryFile plugin)
    {
        int equals = flag.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? flag : flag[..equals];
        string? value = equals < 0 ? null : flag[(equals + 1)..];
        if (!name.StartsWith("--", StringComparison.Ordinal) || !kinds.TryGetValue(name[2..], out var kind) || !plugin.Holds(name[2..]))
            throw Refused(flag, $"is no flag that Autodiff passes on to {Path.GetFileName(plugin.Path)}: those are {string.Join(", ", kinds.Keys.Where(plugin.Holds).Select(k => "--" + k))}");
        bool fits = kind switch
        {
            Kind.Switch => value is null or "true" or "false" or "1" or "0",
            Kind.Number => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _),
            _ => value is not null,
        };
        if (!fits) throw Refused(flag, $"wants {(kind == Kind.Switch ? "true or false" : kind == Kind.Number ? "a whole number" : "a value")} behind {name}=");
    }

    static AdException Refused(string flag, string why) => new($"$env:XLA_FLAGS holds '{flag}', which {why}. XLA would end this process: correct it, or run 'Remove-Item env:XLA_FLAGS'.", ErrorId.InvalidFlags);
}
