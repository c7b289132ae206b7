using Autodiff.Backends.Xla.Runtime;

namespace Autodiff;

/// <summary>A PJRT plugin.</summary>
/// <param name="Path">The path of its library.</param>
/// <param name="Sha256">The hash of the library: the recorded one, otherwise that of the file. Null if the file does not exist or cannot be read.</param>
/// <param name="Why">The reason why it was chosen.</param>
/// <param name="IsLoaded">Whether this process uses it.</param>
/// <param name="Api">The version of its PJRT API, if it is loaded.</param>
/// <param name="Platform">The platform that it runs on, if it is loaded.</param>
/// <param name="PlatformVersion">The version of the plugin, if it is loaded.</param>
/// <param name="StableHlo">The versions of StableHLO that it reads, if it reports them.</param>
/// <param name="StoppedCalls">The number of calls that the user stopped and that still run, because XLA cannot end a call.</param>
public sealed record RuntimeInfo(string Path, string? Sha256, string Why, bool IsLoaded, string? Api = null, string? Platform = null, string? PlatformVersion = null, string? StableHlo = null, int StoppedCalls = 0);

/// <summary>A device of a plugin.</summary>
/// <param name="Name">The name for <c>Device</c>, such as <c>cpu:0</c>.</param>
/// <param name="Kind">The vendor's name of the device.</param>
/// <param name="Id">The number of the device in the plugin.</param>
public sealed record DeviceInfo(string Name, string Kind, int Id);

/// <summary>The PJRT plugin that runs functions on XLA: the one in use, its devices, and its installation.</summary>
public static class AdRuntime
{
    /// <summary>Loads the plugin, unless this process has loaded it already.</summary>
    /// <exception cref="AdException">No plugin is found, or it cannot be used.</exception>
    public static RuntimeInfo Load()
    {
        var r = XlaRuntime.Get();
        return new(r.Choice.Path, r.Sha256, r.Choice.Why, IsLoaded: true, $"{r.Client.Api.Major}.{r.Client.Api.Minor}", r.Client.PlatformName, r.Client.PlatformVersion, r.StableHloVersions, Interruption.Abandoned);
    }

    /// <summary>The devices of the plugin, which is loaded first.</summary>
    /// <exception cref="AdException">No plugin is found, or it cannot be used.</exception>
    public static IReadOnlyList<DeviceInfo> Devices()
    {
        var client = XlaRuntime.Get().Client;
        return [.. client.Devices.Select((d, i) => new DeviceInfo($"{client.PlatformName}:{i}", d.Kind, d.Id))];
    }

    /// <summary>All plugins found, the preferred one first. None is loaded.</summary>
    public static IReadOnlyList<RuntimeInfo> Available() => [.. PluginLocator.Candidates(null).Select(c => new RuntimeInfo(c.Path, c.Sha256 ?? HashIfReadable(c.Path), c.Why, IsLoaded: false))];

    /// <summary>The installed plugins.</summary>
    public static IReadOnlyList<RuntimeInfo> Installed() => [.. PluginRecords.Read().Select(Info)];

    /// <summary>Installs a plugin.</summary>
    /// <param name="path">The plugin as a wheel, zip, tar.gz or library.</param>
    /// <param name="sha256">The SHA-256 of the file, which is checked before anything is unpacked. Default: that of a file that Autodiff knows.</param>
    /// <exception cref="AdException">The hash differs, the file is not known, or it holds no plugin for this machine.</exception>
    public static RuntimeInfo Install(string path, string? sha256 = null)
    {
        using var activity = Activity.Begin("Installing a PJRT plugin");
        string name = Path.GetFileName(path);
        if (!Path.Exists(path)) throw new AdException($"The file {path} does not exist.", ErrorId.PathNotFound);
        string found = PluginInstaller.Hash(path);
        string? known = PluginInstaller.Known(found);
        if (sha256 is null && known is null)
            throw new AdException($"{name} is not a known plugin. If you trust its source, run: {Spell.Name("AdRuntime.Install", $"'{path}'", $"'{found}'")}", ErrorId.UnknownPlugin);
        return Info(PluginInstaller.Install(path, sha256 ?? found, known ?? name));
    }

    /// <summary>Installs a plugin from an address.</summary>
    /// <param name="address">The https address of such a file.</param>
    /// <param name="sha256">The SHA-256 of the file.</param>
    /// <exception cref="AdException">The file cannot be downloaded or installed.</exception>
    public static RuntimeInfo Install(Uri address, string sha256) =>
        InstallFetched(folder => Download.FromUri(address, folder, Interruption.Token), sha256);

    /// <summary>Installs the package <see cref="Package"/> with the user's pip.</summary>
    /// <exception cref="AdException">The package cannot be downloaded or installed.</exception>
    public static RuntimeInfo Install() => InstallFetched(Download.ByPip, null);

    /// <summary>The package that is installed by default.</summary>
    public static string Package => Download.Package;

    /// <summary>Removes an installed plugin. A plugin that this process has loaded stays in use until the process ends.</summary>
    /// <param name="path">The path of its library.</param>
    /// <exception cref="AdException">The plugin is not installed.</exception>
    public static void Uninstall(string path) =>
        PluginInstaller.Uninstall(PluginRecords.Read().FirstOrDefault(r => r.Path == path) ?? throw new AdException($"{path} is not an installed plugin.", ErrorId.NotInstalled));

    static RuntimeInfo InstallFetched(Func<string, string> fetch, string? sha256)
    {
        using var activity = Activity.Begin("Downloading a PJRT plugin");
        string folder = Directory.CreateTempSubdirectory("autodiff-").FullName;
        try
        {
            return Install(fetch(folder), sha256);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    static string? HashIfReadable(string path)
    {
        try
        {
            return PluginInstaller.Hash(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or AdException)
        {
            return null;
        }
    }

    static RuntimeInfo Info(PluginRecord record) => new(record.Path, record.Sha256, $"installed from {record.Source}", IsLoaded: false);
}
