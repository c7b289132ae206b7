using System.Diagnostics;
using System.Net.Sockets;
using Autodiff.Backends;
using Autodiff.Backends.Xla.Pjrt;
using Autodiff.Backends.Xla.Runtime;
using Autodiff.Core.Tests.Xla;
using Autodiff.Files;
using Autodiff.Functions;
using Autodiff.Programs;

namespace Autodiff.Core.Tests.Files;

/// <summary>What is no file is not opened: a pipe waits for ever, and a device has no end.</summary>
public sealed class FileStatusTests : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("ad-kind-").FullName;

    public void Dispose() => Directory.Delete(root, true);

    [LinuxFact]
    public void Only_files_are_opened()
    {
        string pipe = Path.Combine(root, "pipe"), link = Path.Combine(root, "link"), address = Path.Combine(root, "socket");
        using (var make = Process.Start("mkfifo", [pipe])) make.WaitForExit();
        File.CreateSymbolicLink(link, pipe);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(address));
        foreach (var (path, kind) in ((string, string)[])[(pipe, "pipe"), (link, "pipe"), (address, "socket"), ("/dev/zero", "device"), ("/dev/null", "device"), (root, "folder")])
            foreach (var open in (Action[])[
                () => Function.Import(path),
                () => PjrtPlugin.Open(path),
                () => XlaRuntime.Load(new(path, "named by a test", true, null)),
                () => AdRuntime.Install(path),
                () => PluginInstaller.Install(path, "", "a test"),
                () => Exporting.Write("", path, overwrite: true)])
                Says.Error($"NotAFile … {path} is a {kind}; expected a file", open);
        string file = Path.Combine(root, "file");
        File.WriteAllText(file, "");
        File.CreateSymbolicLink(link + "2", file);
        foreach (string path in (string[])[file, link + "2", Path.Combine(root, "none")]) Assert.Equal(path, FileStatus.Regular(path));
    }
}
