using System.Runtime.InteropServices;

namespace Autodiff.Backends.Xla.Runtime;

/// <summary>The environment as native code sees it. .NET has a copy of its own, except on Windows.</summary>
static partial class NativeEnvironment
{
    /// <summary>Sets a variable, or removes it, for native code.</summary>
    public static void Set(string name, string? value)
    {
        if (OperatingSystem.IsWindows()) Environment.SetEnvironmentVariable(name, value);
        else if (value is null) _ = Remove(name);
        else _ = Set(name, value, 1);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Set(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "unsetenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Remove(string name);
}
