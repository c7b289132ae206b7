using System.Diagnostics;

namespace Autodiff.Backends.Xla.Runtime;

/// <summary>Fetches the file of a plugin to a folder.</summary>
static class Download
{
    const long MaxBytes = 2L << 30;

    /// <summary>The package that pip fetches where the user names nothing.</summary>
    public const string Package = "lammps-jax-pjrt-cpu==0.11.2";

    /// <summary>From an https address. The caller checks the hash before it looks at the file.</summary>
    public static string FromUri(Uri uri, string folder, Action<long, long?> progress, CancellationToken cancel)
    {
        if (uri.Scheme != Uri.UriSchemeHttps && !uri.IsLoopback) throw new AdException($"{uri} is not https; a plugin is native code, and is fetched over https alone.", "InsecureUri");
        // Redirects could lead to plain http: they are followed only to where the same holds.
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler);
        using var response = client.Send(new(HttpMethod.Get, uri), HttpCompletionOption.ResponseHeadersRead, cancel);
        if ((int)response.StatusCode is >= 300 and < 400) throw new AdException($"{uri} is redirected to {response.Headers.Location}; give that address itself.", "Redirected");
        if (!response.IsSuccessStatusCode) throw new AdException($"{uri} answers {(int)response.StatusCode} {response.ReasonPhrase}.", "DownloadFailed");
        long? length = response.Content.Headers.ContentLength;
        if (length > MaxBytes) throw new AdException($"{uri} has {length} bytes, more than any plugin.", "DownloadFailed");
        string path = Path.Combine(folder, Path.GetFileName(uri.LocalPath));
        using var from = response.Content.ReadAsStream(cancel);
        using var to = new FileStream(path, FileMode.CreateNew);
        var buffer = new byte[1 << 17];
        long done = 0;
        for (int read; (read = from.Read(buffer)) > 0;)
        {
            cancel.ThrowIfCancellationRequested();
            done += read;
            if (done > MaxBytes) throw new AdException($"{uri} gives more bytes than any plugin has.", "DownloadFailed");
            to.Write(buffer, 0, read);
            progress(done, length);
        }
        return length is null || done == length ? path : throw new AdException($"{uri} gave {done} bytes of {length}.", "DownloadFailed");
    }

    /// <summary>By the user's own pip, from where it is set up to fetch packages.</summary>
    public static string ByPip(string folder)
    {
        var start = new ProcessStartInfo("python3") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string a in (string[])["-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--dest", folder, Package]) start.ArgumentList.Add(a);
        try
        {
            using var pip = Process.Start(start)!;
            var output = pip.StandardOutput.ReadToEndAsync();
            string errors = pip.StandardError.ReadToEnd();
            pip.WaitForExit();
            _ = output.Result;
            if (pip.ExitCode != 0) throw new AdException($"pip could not fetch {Package}: {errors.Trim()} Fetch a wheel by other means, and give it by -Path.", "DownloadFailed");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new AdException($"There is no python3 whose pip could fetch {Package} ({e.Message}): give a wheel or library by -Path.", "DownloadFailed", e);
        }
        return Directory.GetFiles(folder, "*.whl") is [var wheel] ? wheel : throw new AdException($"pip gave no wheel of {Package}.", "DownloadFailed");
    }
}
