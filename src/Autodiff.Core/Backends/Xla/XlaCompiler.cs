using Autodiff.Backends.Xla.Pjrt;

namespace Autodiff.Backends.Xla;

/// <summary>Compiles programs for a device of a client, or finds them in the cache.</summary>
sealed class XlaCompiler
{
    // The compiler recurses over the program.
    const int CompilerStack = 256 << 20;

    readonly Cache.ExecutableCache? cache;
    readonly string plugin;

    XlaCompiler(PjrtClient client, PjrtDevice device, Cache.ExecutableCache? cache, string plugin) => (Client, Device, this.cache, this.plugin) = (client, device, cache, plugin);

    /// <inheritdoc cref="XlaBackend.On"/>
    /// <exception cref="AdException">The device does not exist.</exception>
    public static XlaCompiler For(PjrtClient client, int device, Cache.ExecutableCache? cache, string plugin) => device >= 0 && device < client.Devices.Length
        ? new(client, client.Devices[device], cache, plugin)
        : throw new AdException($"There is no device {client.PlatformName}:{device}; expected {client.PlatformName}:0 to {client.PlatformName}:{client.Devices.Length - 1}.", ErrorId.UnknownDevice);

    /// <summary>The plugin's client.</summary>
    public PjrtClient Client { get; }

    /// <summary>The device.</summary>
    public PjrtDevice Device { get; }

    /// <summary>Compiles a program, text or bytecode, for the device, unless it is in the cache.</summary>
    public PjrtExecutable Load(byte[] program)
    {
        var executable = Load(program, CompileOptionsMessage.For(Device.Id));
        // The content of the program is not known.
        executable.MayTakeLong = true;
        return executable;
    }

    /// <summary>Makes a program of <see cref="Load(byte[])"/> ready to run on the device.</summary>
    public XlaExecutable Ready(PjrtExecutable executable, TensorType[] inputs, TensorType[] outputs) => new(Client, Device, executable, inputs, outputs);

    /// <summary>Compiles a program with the given options, unless it is in the cache.</summary>
    public PjrtExecutable Load(byte[] program, byte[] options)
    {
        if (cache is null) return Interruption.Run(() => Client.Compile(program, options), CompilerStack);
        var key = Cache.CacheKey.Of(program, options, plugin, $"{Client.Api.Major}.{Client.Api.Minor}", Client.PlatformVersion);
        if (cache.Get(key) is { } kept)
        {
            try
            {
                var loaded = Interruption.Run(() => PjrtSerialization.Load(Client, kept), CompilerStack);
                if (Log.Xla) Log.Plugin($"loaded from the cache: {key}");
                return loaded;
            }
            catch (PjrtException)
            {
                cache.Remove(key);
            }
        }
        if (Log.Xla) Log.Plugin($"compile {program.Length} bytes: {key}");
        var made = Interruption.Run(() => Client.Compile(program, options), CompilerStack);
        cache.Put(key, PjrtSerialization.Serialize(made));
        return made;
    }
}
