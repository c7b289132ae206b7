using System.Runtime.InteropServices;

namespace Autodiff.Backends.Xla.Pjrt;

/// <summary>Loads the library of a plugin, once for each content and process. It is never unloaded, because its threads outlive its objects.</summary>
static class PjrtPlugin
{
    const string EntryPoint = "GetPjrtApi";

    static readonly Dictionary<string, PjrtApi> loaded = [];
    // These stay open while their libraries are loaded, because the loader identifies a library by its file descriptor.
    static readonly List<LibraryFile> open = [];

    /// <summary>Opens the library of a plugin.</summary>
    /// <inheritdoc cref="LibraryFile.Open"/>
    public static LibraryFile Open(string path) => LibraryFile.Open(path, [EntryPoint, .. Runtime.XlaFlags.Names]);

    /// <summary>Loads an open library, and keeps it open.</summary>
    /// <exception cref="AdException">The library is not a PJRT plugin, or cannot be used.</exception>
    public static PjrtApi Load(LibraryFile file)
    {
        lock (loaded)
        {
            if (loaded.TryGetValue(file.Sha256, out var known))
            {
                file.Dispose();
                return known;
            }
            try
            {
                var api = LoadNew(file);
                loaded.Add(file.Sha256, api);
                open.Add(file);
                return api;
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
    }

    static PjrtApi LoadNew(LibraryFile file)
    {
        // The constructors of a library run before it can be asked for anything.
        if (OperatingSystem.IsLinux() && !file.Holds(EntryPoint)) throw new AdException($"{file.Path} is a library, but not a PJRT plugin: it does not contain {EntryPoint}.", ErrorId.InvalidPlugin);
        Runtime.XlaFlags.Apply(file);
        Quiet();
        // Libraries that it depends on may lie in its folder, and are then found only by its own path. Nobody else can change what that path leads to.
        if (!TryLoad(file.LoadPath, out nint library) && !TryLoad(file.Path, out library))
            throw new AdException($"{file.Path} could not be loaded. It is damaged, or a library that it depends on is missing.", ErrorId.InvalidPlugin);
        if (!NativeLibrary.TryGetExport(library, EntryPoint, out nint entry)) throw new AdException($"{file.Path} is a library, but not a PJRT plugin: it does not export {EntryPoint}.", ErrorId.InvalidPlugin);
        return Initialize(entry, file.Path);
    }

    // On Windows the current folder and PATH would be searched for its dependencies.
    static bool TryLoad(string path, out nint library) => OperatingSystem.IsWindows()
        ? NativeLibrary.TryLoad(path, typeof(PjrtPlugin).Assembly, DllImportSearchPath.UseDllDirectoryForDependencies | DllImportSearchPath.System32, out library)
        : NativeLibrary.TryLoad(path, out library);

    static unsafe PjrtApi Initialize(nint entry, string path)
    {
        var api = new PjrtApi(((delegate* unmanaged<nint>)entry)(), Path.GetFileName(path));
        var a = new PluginInitializeArgs();
        api.Invoke(PjrtFunction.PJRT_Plugin_Initialize, ref a);
        return api;
    }

    // The plugin logs to standard error from native code.
    static void Quiet()
    {
        const string name = "TF_CPP_MIN_LOG_LEVEL";
        Runtime.NativeEnvironment.Set(name, Environment.GetEnvironmentVariable(name) ?? "2");
    }
}

/// <summary>PJRT_Plugin_Initialize_Args.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_Plugin_Initialize_Args")]
unsafe struct PluginInitializeArgs
{
    public nuint StructSize;
    public void* ExtensionStart;
}
