namespace Autodiff;

/// <summary>The options of a compiled function.</summary>
public readonly record struct CompileOptions
{
    readonly int batchSize;

    /// <summary>The backend. Default: the value of $env:AUTODIFF_BACKEND, or Auto.</summary>
    public Backend? Backend { get; init; }

    /// <summary>An XLA device such as <c>cpu:1</c>. Default: the first device.</summary>
    public string? Device { get; init; }

    /// <summary>The number of XLA devices to shard over, as <see cref="ShardAxes"/> says. Default: all devices.</summary>
    public int? DeviceCount { get; init; }

    /// <summary>The axis along which the tensors of each parameter are sharded; null for a parameter that each device gets whole. Default: nothing is sharded.</summary>
    public AxisMap? ShardAxes { get; init; }

    /// <summary>
    /// The parameters whose tensors are donated (jax.jit's donate_argnames): results may reuse their memory, and using them after a call is an error. Default:
    /// none.
    /// </summary>
    public string[]? Donate { get; init; }

    /// <summary>
    /// Whether a NaN or an infinity that an operation makes is an error, which names the operation and the line of the script (jax_debug_nans). Each call is then also computed
    /// operation by operation, which is slow. Default: false.
    /// </summary>
    public bool CheckNaN { get; init; }

    /// <summary>The number of items that <see cref="CompiledFunction.Map"/> computes at once. Default: 1.</summary>
    public int BatchSize { get => Math.Max(1, batchSize); init => batchSize = value; }

    /// <summary>A backend, with the default of each other option.</summary>
    public static implicit operator CompileOptions(Backend backend) => new() { Backend = backend };

    /// <summary>The backend with a name. PowerShell converts text by this method, so that <c>$f.Compile('Xla')</c> works.</summary>
    /// <param name="backend">Auto, Managed or Xla. Case does not matter.</param>
    /// <exception cref="ArgumentException">There is no such backend.</exception>
    public static CompileOptions Parse(string backend) => Enum.Parse<Backend>(backend, ignoreCase: true);

    internal bool IsSharded => DeviceCount is not null || ShardAxes is not null;

    /// <summary>Refuses options that exclude each other.</summary>
    /// <exception cref="AdException">Two options exclude each other.</exception>
    internal void Check()
    {
        if (Donate is { Length: > 0 } && BatchSize > 1)
            throw new AdException($"{Spell.Name("Donate")} and {Spell.Name("BatchSize")} cannot be combined, because every batch needs the fixed arguments again.", ErrorId.AmbiguousArgument);
        if (!IsSharded) return;
        if (Backend == Autodiff.Backend.Managed)
            throw new AdException($"{Spell.Name("DeviceCount")} and {Spell.Name("ShardAxes")} divide the work among XLA devices, and the Managed backend has none. Use {Spell.Name("Backend")} Xla.", ErrorId.NeedsXla);
        if (!string.IsNullOrEmpty(Device))
            throw new AdException($"{Spell.Name("Device")} names one device, but {Spell.Name("DeviceCount")} and {Spell.Name("ShardAxes")} are for several. Give one or the other.", ErrorId.AmbiguousArgument);
        if (BatchSize > 1)
            throw new AdException($"{Spell.Name("BatchSize")} and {Spell.Name("ShardAxes")} cannot be combined. Map the function with {Spell.Name("Vmap")}, and give {Spell.Name("ShardAxes")} the axis of the items.", ErrorId.AmbiguousArgument);
    }
}
