using Autodiff.Files;

namespace Autodiff.Backends.Xla.Runtime;

/// <summary>
/// Checks that only the user and the administrator can change what a path leads to. Every folder on the way counts: someone who may write to a folder can replace what
/// is in it, unless the folder has the sticky bit, as /tmp has.
/// </summary>
static class PathOwner
{
    const int MostLinks = 40;

    /// <exception cref="AdException">Somebody else can change it.</exception>
    public static void Check(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        int links = 0;
        _ = Resolve(Path.GetFullPath(path), ref links);
    }

    /// <summary>The target of a path. Links are followed, and each part is checked.</summary>
    static string Resolve(string path, ref int links)
    {
        string at = "/";
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            string next = Path.Combine(at, part);
            FileSystemInfo info = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
            CheckOwner(next);
            if (info.LinkTarget is { } target)
            {
                if (++links > MostLinks) throw new AdException($"{path} passes through more than {MostLinks} symbolic links.", ErrorId.UnsafeFolder);
                at = Resolve(Path.GetFullPath(target, at), ref links);
                continue;
            }
            bool isWritable = (info.UnixFileMode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0;
            bool isSticky = info is DirectoryInfo && (info.UnixFileMode & UnixFileMode.StickyBit) != 0;
            if (isWritable && !isSticky) throw new AdException($"Other users can write to {next}, so nothing is loaded from it. Run 'chmod go-w {next}'.", ErrorId.UnsafeFolder);
            at = next;
        }
        return at;
    }

    static void CheckOwner(string path)
    {
        if (!OperatingSystem.IsLinux()) return;
        uint owner = Owner(path), user = FileStatus.UserId();
        if (owner != 0 && owner != user) throw new AdException($"{path} belongs to another user (user ID {owner}; yours is {user}), who could change what is loaded from it. Copy it to a folder of your own.", ErrorId.UnsafeFolder);
    }

    static uint Owner(string path)
    {
        try
        {
            return FileStatus.Owner(path);
        }
        catch (IOException e)
        {
            throw new AdException($"{path} cannot be examined ({e.Message}).", ErrorId.UnsafeFolder, e);
        }
    }
}
