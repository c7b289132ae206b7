using Autodiff.Backends.Xla.Pjrt;

namespace Autodiff.Backends.Xla;

/// <summary>A device of a plugin's client, and what compiles programs for it, or finds them in the cache.</summary>
sealed class XlaCompiler
{
    // The compiler recurses over the program.
    const int CompilerStack = 256 << 20;

    readonly Cache.ExecutableCache? cache;
    readonly string plugin;

    XlaCompiler(PjrtClient client, PjrtDevice device, Cache.ExecutableCache? cache, string plugin) => (Client, Device, this.cache, this.plugin) = (client, device, cache, plugin);

    /// <inheritdoc cref="XlaBackend.On"/>
    /// <exception cref="AdException">There is no such device.</exception>
    public static XlaCompiler For(PjrtClient client, int device, Cache.ExecutableCache? cache, string plugin) => device >= 0 && device < client.Devices.Length
        ? new(client, client.Devices[device], cache, plugin)
        : throw new AdException($"There is no device {client.PlatformName}:{device}; the plugin has {client.PlatformName}:0 to {client.PlatformName}:{client.Devices.Length - 1}.", ErrorId.UnknownDevice);

    /// <summary>The plugin's client.</summary>
    public PjrtClient Client { get; }

    /// <summary>The device.</summary>
    public PjrtDevice Device { get; }

    /// <summary>Compiles a program of text or bytecode for the device, unless the cache has it compiled.</summary>
    public PjrtExecutable Load(byte[] program)
    {
        var executable = Load(program, CompileOptions.For(Device.Id));
        // What is in it is not known.
        executable.MayTakeLong = true;
        return executable;
    }

    /// <summary>A program of <see cref="Load(byte[])"/>, to be run on the device.</summary>
    public XlaExecutable Ready(PjrtExecutable executable, TensorType[] inputs, TensorType[] outputs) => new(Client, Device, executable, inputs, outputs);

    /// <summary>The same with options of its own.</summary>
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
