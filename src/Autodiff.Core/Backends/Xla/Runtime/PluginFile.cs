using Autodiff.Files;

namespace Autodiff.Backends.Xla.Runtime;

/// <summary>The file that a plugin is installed from. Each read checks whether the user has stopped the installation, and reports the position as progress.</summary>
sealed class PluginFile(string path) : FileStream(FileStatus.Regular(path), FileMode.Open, FileAccess.Read, FileShare.Read)
{
    public override int Read(byte[] buffer, int offset, int count)
    {
        Check();
        return base.Read(buffer, offset, count);
    }

    public override int Read(Span<byte> buffer)
    {
        Check();
        return base.Read(buffer);
    }

    void Check()
    {
        Activity.Report(Position, Length);
        Interruption.Check();
    }
}
