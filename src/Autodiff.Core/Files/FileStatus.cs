using System.Runtime.InteropServices;

namespace Autodiff.Files;

/// <summary>What the system knows of a path and .NET does not report: the owner and the kind. Known on Linux alone.</summary>
static partial class FileStatus
{
    /// <summary>The ID of the user who runs the process.</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint UserId();

    /// <summary>The ID of the user who owns a file, folder or link.</summary>
    /// <exception cref="IOException">The path cannot be examined.</exception>
    public static unsafe uint Owner(string path)
    {
        const int noFollow = 0x100, ownerOffset = 20;
        byte* status = stackalloc byte[256];
        return Statx(CurrentFolder, path, noFollow, 8, status) == 0 ? *(uint*)(status + ownerOffset) : throw new IOException(Marshal.GetLastPInvokeErrorMessage());
    }

    /// <summary>A path, unless it leads to something other than a file. To open a pipe waits for its writer for ever, and a device may have no end.</summary>
    /// <exception cref="AdException">It is a folder, pipe, device or socket. A path that leads to nothing is returned: to open it gives the better error.</exception>
    public static string Regular(string path)
    {
        if (Kind(path) is { } kind) throw new AdException($"{path} is a {kind}; expected a file.", ErrorId.NotAFile);
        return path;
    }

    static unsafe string? Kind(string path)
    {
        if (Directory.Exists(path)) return "folder";
        const int kindOffset = 28, kindMask = 0xF000;
        byte* status = stackalloc byte[256];
        if (!OperatingSystem.IsLinux() || Statx(CurrentFolder, path, 0, 1, status) != 0) return null;
        return (*(ushort*)(status + kindOffset) & kindMask) switch { 0x8000 => null, 0x1000 => "pipe", 0xC000 => "socket", _ => "device" };
    }

    const int CurrentFolder = -100;

    // The struct is the same on every processor (man 2 statx).
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static unsafe partial int Statx(int folder, string path, int flags, uint mask, byte* result);
}
