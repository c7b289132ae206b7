using System.Globalization;

namespace Autodiff.Backends.Xla.Runtime;

/// <summary>
/// The flags in $env:XLA_FLAGS. The plugin reads the variable at its first compilation, and ends the process for an unknown flag or value. So it gets only flags that are
/// known here and occur in the plugin, with values of their kind.
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

    /// <summary>The known flags, which are searched for in the plugin's file; none if the variable is not set.</summary>
    public static IEnumerable<string> Names => Value.Length == 0 ? [] : kinds.Keys;

    static string Value => Environment.GetEnvironmentVariable(Variable) ?? "";

    /// <summary>Checks the variable and passes it to native code, which does not see changes that a script makes.</summary>
    /// <param name="plugin">The plugin, in which <see cref="Names"/> have been searched for.</param>
    /// <exception cref="AdException">A flag is not one of the plugin's, or has a value of another kind.</exception>
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
            throw Refused(flag, $"is not a flag that Autodiff passes to {Path.GetFileName(plugin.Path)}; expected one of {string.Join(", ", kinds.Keys.Where(plugin.Holds).Select(k => "--" + k))}");
        bool fits = kind switch
        {
            Kind.Switch => value is null or "true" or "false" or "1" or "0",
            Kind.Number => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _),
            _ => value is not null,
        };
        if (!fits) throw Refused(flag, $"needs {(kind == Kind.Switch ? "true or false" : kind == Kind.Number ? "a whole number" : "a value")} after {name}=");
    }

    static AdException Refused(string flag, string why) => new($"$env:XLA_FLAGS contains '{flag}', which {why}. XLA would end this process. Correct the flag, or run 'Remove-Item env:XLA_FLAGS'.", ErrorId.InvalidFlags);
}
