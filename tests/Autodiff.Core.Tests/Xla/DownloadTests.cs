using System.Net;
using System.Net.Sockets;
using System.Text;
using Autodiff.Backends.Xla.Runtime;
using static Autodiff.Core.Tests.Xla.TestArchive;

namespace Autodiff.Core.Tests.Xla;

/// <summary>Whatever a server does, the file arrives complete and with the right hash, or there is an error.</summary>
[Collection("downloads")]
public sealed class DownloadTests : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("ad-download-").FullName;
    readonly TcpListener server = new(IPAddress.Loopback, 0);
    readonly TimeSpan stall = Download.Stall;

    public DownloadTests() => server.Start();

    public void Dispose()
    {
        Download.Stall = stall;
        server.Dispose();
        Directory.Delete(root, true);
    }

    Uri Address(string path = "p_pjrt.so") => new($"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/{path}");

    string Fetch(Uri uri, CancellationToken cancel = default) => Download.FromUri(uri, Directory.CreateDirectory(Path.Combine(root, $"{Guid.NewGuid():N}")).FullName, cancel);

    /// <summary>Answers each request as given, then closes the connection.</summary>
    void Answers(params Action<Stream>[] answers) => new Thread(() =>
    {
        foreach (var answer in answers)
            try
            {
                using var client = server.AcceptTcpClient();
                using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
                while (reader.ReadLine() is { Length: > 0 }) { }
                answer(stream);
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
            {
                // The client has closed the connection.
            }
    })
    { IsBackground = true }.Start();

    static Action<Stream> Headers(string head) => s => s.Write(Encoding.ASCII.GetBytes($"HTTP/1.1 {head}\r\nConnection: close\r\n\r\n"));

    static Action<Stream> File(byte[] body, long? length = null) => s =>
    {
        Headers($"200 OK\r\nContent-Length: {length ?? body.Length}")(s);
        s.Write(body);
    };

    void Refused(string id, string text, Uri uri)
    {
        var e = Assert.Throws<AdException>(() => Fetch(uri));
        Assert.Equal(id, e.Id);
        Assert.Contains(text, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_whole_file_arrives_also_by_way_of_another_address()
    {
        Answers(File(Elf()), Headers($"302 Found\r\nLocation: {Address("elsewhere")}"), Headers("301 Moved\r\nLocation: /there"), File(Elf()));
        for (int i = 0; i < 2; i++)
        {
            string path = Fetch(Address());
            Assert.Equal(("p_pjrt.so", Elf().Length), (Path.GetFileName(path), (int)new FileInfo(path).Length));
        }
    }

    [Fact]
    public void A_short_body_and_a_wrong_length_are_refused()
    {
        Answers(File(Elf()[..40], 80), File([], 80), File(Elf(), 3L << 30), Headers("404 Not Found"), Headers("500 Oops"), s => s.Write("nonsense\r\n\r\n"u8));
        Refused("DownloadFailed", "could not be downloaded", Address());
        Refused("DownloadFailed", "could not be downloaded", Address());
        Refused("DownloadFailed", "the limit for a plugin", Address());
        Refused("DownloadFailed", "404", Address());
        Refused("DownloadFailed", "500", Address());
        Refused("DownloadFailed", "could not be downloaded", Address());
        // An answer that is longer than it states is cut, so its hash differs.
        Answers(File(Elf(), 40));
        Assert.Equal(Elf()[..40], System.IO.File.ReadAllBytes(Fetch(Address())));
    }

    [Fact]
    public void Http_is_refused_also_where_a_redirect_leads_to_it()
    {
        Refused("InsecureUri", "https", new("http://example.com/p_pjrt.so"));
        Refused("InsecureUri", "https", new("ftp://example.com/p_pjrt.so"));
        Answers(Headers("302 Found\r\nLocation: http://example.com/p_pjrt.so"));
        Refused("InsecureUri", "https", Address());
        Answers([.. Enumerable.Repeat(Headers("302 Found\r\nLocation: /again"), 6)]);
        Refused("DownloadFailed", "redirects", Address());
        foreach (string name in (string[])["", "folder/", "..", "%2e%2e", "p.txt", "so"]) Refused("DownloadFailed", "does not end with the name", Address(name));
    }

    // A byte now and then would keep a plain read waiting forever. The user can stop it, and silence ends it.
    [Fact]
    public void A_slow_drip_can_be_stopped_and_silence_ends()
    {
        void Drip(Stream s)
        {
            Headers("200 OK\r\nContent-Length: 1000000")(s);
            while (true)
            {
                s.WriteByte(1);
                Thread.Sleep(20);
            }
        }
        Answers(Drip);
        using (var stop = new CancellationTokenSource(200)) Assert.ThrowsAny<OperationCanceledException>(() => Fetch(Address(), stop.Token));

        Download.Stall = TimeSpan.FromSeconds(0.3);
        using var end = new ManualResetEventSlim();
        Answers(s => end.Wait(), s =>
        {
            Headers("200 OK\r\nContent-Length: 1000000")(s);
            s.Write(new byte[100]);
            end.Wait();
        });
        Refused("DownloadFailed", "no data", Address());
        end.Set();
        Thread.Sleep(50);
        end.Reset();
        Refused("DownloadFailed", "no data", Address());
        end.Set();
    }
}

/// <summary>The time that a server may be silent is the same for the whole process.</summary>
[CollectionDefinition("downloads", DisableParallelization = true)]
public sealed class Downloads;
