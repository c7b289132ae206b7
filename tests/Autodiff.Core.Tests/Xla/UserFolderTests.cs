using Autodiff.Backends.Xla.Runtime;

namespace Autodiff.Core.Tests.Xla;

/// <summary>The user's own folders are made only where nobody else has a say.</summary>
public sealed class UserFolderTests : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("ad-folder-").FullName;

    public void Dispose() => Directory.Delete(root, true);

    string At(params string[] parts) => Path.Combine([root, .. parts]);

    [LinuxFact]
    public void Nothing_is_made_through_a_link()
    {
        Directory.CreateDirectory(At("elsewhere"));
        Directory.CreateDirectory(At("inner", "autodiff"));
        Directory.CreateSymbolicLink(At("autodiff"), At("elsewhere"));
        Directory.CreateSymbolicLink(At("inner", "autodiff", "xla"), At("elsewhere"));
        Directory.CreateDirectory(At("open"));
        Directory.CreateSymbolicLink(At("open", "autodiff"), At("nothing"));
        foreach (string path in (string[])[At("autodiff"), At("autodiff", "xla"), At("autodiff", "a", "b"), At("inner", "autodiff", "xla"), At("inner", "autodiff", "xla", "a"), At("open", "autodiff"), At("open", "autodiff", "xla")])
            Says.Error("UnsafeFolder … is a symbolic link", () => UserFolder.Ensure(path));
        Assert.Empty(Directory.GetFileSystemEntries(At("elsewhere")));
        Assert.False(Path.Exists(At("nothing")));
    }

    [LinuxFact]
    public void Nothing_is_made_where_others_can_write()
    {
        Directory.CreateDirectory(At("open"));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(At("open"), (UnixFileMode)0b111_111_111);
        Says.Error("UnsafeFolder … Other users can write to", () => UserFolder.Ensure(At("open", "autodiff", "xla")));
        Assert.Empty(Directory.GetFileSystemEntries(At("open")));
    }

    [LinuxFact]
    public void The_user_may_have_links_above()
    {
        Directory.CreateDirectory(At("large"));
        Directory.CreateSymbolicLink(At("cache"), At("large"));
        Assert.Equal(At("cache", "autodiff", "xla"), UserFolder.Ensure(At("cache", "autodiff", "xla")));
        Assert.True(Directory.Exists(At("large", "autodiff", "xla")));
    }
}
