using System.Diagnostics;

namespace Autodiff.Backends.Xla.Runtime;

/// <summary>Downloads the file of a plugin to a folder.</summary>
static class Download
{
    const long MaxBytes = 2L << 30;

    /// <summary>The package that pip downloads by default.</summary>
    public const string Package = "lammps-jax-pjrt-cpu==0.11.2";

    const int MostRedirects = 5;

    /// <summary>A server that sends nothing for this time has failed.</summary>
    internal static TimeSpan Stall { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Downloads from an https address. The caller checks the hash before it reads the file.</summary>
    /// <exception cref="AdException">The address is not https or redirects to one that is not, or the file is incomplete.</exception>
    /// <exception cref="OperationCanceledException">The user has stopped the download.</exception>
    public static string FromUri(Uri uri, string folder, CancellationToken cancel)
    {
        if (!uri.IsAbsoluteUri) throw new AdException($"'{uri}' is not an absolute address; expected one that begins with https://.", ErrorId.InvalidUri);
        string name = Path.GetFileName(uri.LocalPath);
        if (!Archive.Is(name) && !Archive.IsLibrary(name)) throw new AdException($"{uri} does not end with the name of a wheel, an archive or a library.", ErrorId.DownloadFailed);
        string path = Path.Combine(folder, name);
        using var activity = Activity.Begin($"Downloading {name}");
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = Stall };
        using var client = new HttpClient(handler) { Timeout = Stall };
        try
        {
            using var response = Get(client, uri, cancel);
            Save(uri, response, path, cancel);
            return path;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && e is HttpRequestException or IOException or OperationCanceledException)
        {
            throw new AdException($"{uri} could not be downloaded: {(e is OperationCanceledException ? $"no data arrived for {Stall.TotalSeconds:0} seconds" : e.Message)}. Nothing was installed.", ErrorId.DownloadFailed, e);
        }
    }

    // A redirect could lead to plain http, so each target is checked before it is followed.
    static HttpResponseMessage Get(HttpClient client, Uri uri, CancellationToken cancel)
    {
        bool mayBeLocal = uri.IsLoopback;
        for (int i = 0; i <= MostRedirects; i++)
        {
            if (uri.Scheme != Uri.UriSchemeHttps && !(uri.IsLoopback && mayBeLocal)) throw new AdException($"{uri} does not use https. A plugin is native code, so it is downloaded only over https.", ErrorId.InsecureUri);
            var response = Interruption.Wait(client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, cancel));
            if (response.IsSuccessStatusCode) return response;
            using (response)
            {
                if ((int)response.StatusCode is < 300 or >= 400 || response.Headers.Location is not { } location) throw new AdException($"{uri} responded with {(int)response.StatusCode} {response.ReasonPhrase}.", ErrorId.DownloadFailed);
                uri = new(uri, location);
            }
        }
        throw new AdException($"{uri} redirects more than {MostRedirects} times.", ErrorId.DownloadFailed);
    }

    static void Save(Uri uri, HttpResponseMessage response, string path, CancellationToken cancel)
    {
        long? length = response.Content.Headers.ContentLength;
        if (length > MaxBytes) throw new AdException($"{uri} has {length} bytes, which exceeds the limit for a plugin.", ErrorId.DownloadFailed);
        using var from = response.Content.ReadAsStream(cancel);
        using var to = new FileStream(path, FileMode.CreateNew);
        var buffer = new byte[1 << 17];
        long done = 0;
        for (int read; (read = Read(from, buffer, cancel)) > 0;)
        {
            done += read;
            if (done > MaxBytes) throw new AdException($"{uri} has more bytes than the limit for a plugin.", ErrorId.DownloadFailed);
            to.Write(buffer, 0, read);
            Activity.Report(done, length ?? 0);
        }
        if (length is not null && done != length) throw new AdException($"{uri} sent only {done} of {length} bytes.", ErrorId.DownloadFailed);
    }

    static int Read(Stream from, byte[] to, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Stall);
        return Interruption.Wait(from.ReadAsync(to, limit.Token).AsTask());
    }

    /// <summary>Downloads with the user's own pip, from the index that it is configured for.</summary>
    public static string ByPip(string folder)
    {
        using var activity = Activity.Begin($"Downloading {Package} with pip");
        var start = new ProcessStartInfo("python3") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string a in (string[])["-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--dest", folder, Package]) start.ArgumentList.Add(a);
        try
        {
            using var pip = Process.Start(start)!;
            string[] said;
            try
            {
                said = Interruption.Wait(Task.WhenAll(pip.StandardOutput.ReadToEndAsync(), pip.StandardError.ReadToEndAsync()));
            }
            catch (OperationCanceledException)
            {
                // Otherwise pip could still write to the folder that is deleted next.
                pip.Kill(entireProcessTree: true);
                pip.WaitForExit();
                throw;
            }
            pip.WaitForExit();
            // A terminal sends Ctrl+C to pip as well, which may end first.
            Interruption.Check();
            if (pip.ExitCode != 0) throw new AdException($"pip could not download {Package}: {said[1].Trim()} Download a wheel in another way, and install it.", ErrorId.DownloadFailed);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new AdException($"{Package} cannot be downloaded, because python3 with pip was not found ({e.Message}). Install a wheel or library that you have.", ErrorId.DownloadFailed, e);
        }
        return Directory.GetFiles(folder, "*.whl") is [var wheel] ? wheel : throw new AdException($"pip downloaded no wheel of {Package}.", ErrorId.DownloadFailed);
    }
}
