using System.Runtime.InteropServices;

namespace Autodiff.Backends.Xla.Pjrt;

/// <summary>Loads the library of a plugin, once for a path and process. It is never unloaded: its threads outlive its objects.</summary>
static partial class PjrtPlugin
{
    static readonly Dictionary<string, PjrtApi> loaded = [];

    /// <param name="path">An absolute path. A bare name would be looked for where others may have put something.</param>
    /// <exception cref="AdException">There is no such file, it is no library for this machine, or no PJRT plugin that can be used.</exception>
    public static PjrtApi Load(string path)
    {
        if (!Path.IsPathFullyQualified(path)) throw new AdException($"The PJRT plugin '{path}' must be named by an absolute path.", "InvalidPlugin");
        lock (loaded)
        {
            if (loaded.TryGetValue(path, out var known)) return known;
            LibraryFile.Check(path);
            Quiet();
            if (!NativeLibrary.TryLoad(path, out nint library)) throw new AdException($"{path} could not be loaded: it is damaged, or what it depends on is missing.", "InvalidPlugin");
            if (!NativeLibrary.TryGetExport(library, "GetPjrtApi", out nint entry)) throw new AdException($"{path} is a library, but no PJRT plugin: it has no GetPjrtApi.", "InvalidPlugin");
            var api = Open(entry, path);
            loaded.Add(path, api);
            return api;
        }
    }

    static unsafe PjrtApi Open(nint entry, string path)
    {
        var api = new PjrtApi(((delegate* unmanaged<nint>)entry)(), Path.GetFileName(path));
        var a = new PluginInitializeArgs();
        api.Invoke(PjrtFunction.PJRT_Plugin_Initialize, ref a);
        return api;
    }

    // The plugin logs to standard error from native code, which reads its own copy of the environment.
    static void Quiet()
    {
        const string name = "TF_CPP_MIN_LOG_LEVEL";
        if (Environment.GetEnvironmentVariable(name) is not null) return;
        if (OperatingSystem.IsWindows()) Environment.SetEnvironmentVariable(name, "2");
        else _ = SetEnvironment(name, "2", 0);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}

/// <summary>PJRT_Plugin_Initialize_Args.</summary>
[StructLayout(LayoutKind.Sequential), PjrtStruct("PJRT_Plugin_Initialize_Args")]
unsafe struct PluginInitializeArgs
{
    public nuint StructSize;
    public void* ExtensionStart;
}
