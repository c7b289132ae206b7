using Autodiff.Files;

namespace Autodiff.Core.Tests.Files;

/// <summary>A file is written whole or not at all.</summary>
public sealed class AtomicFileTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("ad-file-").FullName;

    string File => Path.Combine(folder, "file");

    public void Dispose() => Directory.Delete(folder, true);

    static Action<Stream> Text(string text) => stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text));

    void Holds(string? text)
    {
        Assert.Equal(text is null ? [] : [File], Directory.GetFileSystemEntries(folder));
        if (text is not null) Assert.Equal(text, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void A_file_is_replaced()
    {
        AtomicFile.Write(File, Text("one"));
        AtomicFile.Write(File, Text("two"));
        Holds("two");
    }

    [Fact]
    public void An_existing_file_may_be_an_error()
    {
        AtomicFile.Write(File, Text("one"), overwrite: false);
        Assert.ThrowsAny<IOException>(() => AtomicFile.Write(File, Text("two"), overwrite: false));
        Holds("one");
    }

    [Fact]
    public void A_failure_leaves_what_was_there()
    {
        static void Fails(Stream stream)
        {
            stream.WriteByte(1);
            throw new InvalidOperationException("no more");
        }
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(File, Fails));
        Holds(null);
        AtomicFile.Write(File, Text("one"));
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(File, Fails));
        Holds("one");
    }

    [Fact]
    public void A_folder_in_its_place_is_an_error()
    {
        Directory.CreateDirectory(File);
        Names(File, () => AtomicFile.Write(File, Text("one")));
        Assert.Equal([File], Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void An_error_names_the_file_and_not_the_temporary_one()
    {
        string missing = Path.Combine(folder, "none", "file");
        Names(missing, () => AtomicFile.Write(missing, Text("one")));
        if (!OperatingSystem.IsLinux() || Environment.IsPrivilegedProcess) return;
        System.IO.File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Names(File, () => AtomicFile.Write(File, Text("one")));
        System.IO.File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    static void Names(string file, Action write)
    {
        string message = Assert.Throws<IOException>(write).Message;
        Assert.DoesNotContain(AtomicFile.TemporarySuffix, message);
        Assert.Contains(Path.GetFileName(file), message);
    }

    [Fact]
    public void A_reader_sees_the_old_file_until_the_new_one_is_whole()
    {
        AtomicFile.Write(File, Text("one"));
        AtomicFile.Write(File, stream =>
        {
            Text("tw")(stream);
            stream.Flush();
            Assert.Equal("one", System.IO.File.ReadAllText(File));
            Text("o")(stream);
        });
        Holds("two");
    }

    [Fact]
    public void A_private_file_is_for_the_user_alone()
    {
        AtomicFile.Write(File, Text("one"), isPrivate: true);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }
}
