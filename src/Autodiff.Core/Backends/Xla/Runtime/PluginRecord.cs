using System.Text.Json;
using System.Text.Json.Serialization;

namespace Autodiff.Backends.Xla.Runtime;

/// <summary>An installed plugin, as Install-AdRuntime has written it down.</summary>
/// <param name="Path">Where its library is.</param>
/// <param name="Sha256">The library's SHA-256, in hexadecimal digits.</param>
/// <param name="Source">What it was installed from.</param>
sealed record PluginRecord(string Path, string Sha256, string Source);

/// <summary>The user's record of installed plugins: a library that is merely found is loaded only if its hash is in it.</summary>
static class PluginRecords
{
    static string File => System.IO.Path.Combine(UserFolder.Data, "plugins.json");

    /// <summary>All of them; none where there is no record.</summary>
    /// <exception cref="AdException">The record is damaged, a link, or can be written to by others.</exception>
    public static IReadOnlyList<PluginRecord> Read()
    {
        string path;
        try
        {
            path = File;
        }
        catch (AdException)
        {
            return [];
        }
        if (!System.IO.File.Exists(path)) return [];
        UserFolder.Check(System.IO.Path.GetDirectoryName(path)!);
        UserFolder.Check(path);
        try
        {
            var records = JsonSerializer.Deserialize(System.IO.File.ReadAllBytes(path), PluginRecordJson.Default.PluginRecordArray);
            if (records?.All(r => r is { Path: not null, Sha256: not null, Source: not null }) != true) throw new JsonException("a plugin has no path, hash or source");
            return records;
        }
        catch (JsonException e)
        {
            throw new AdException($"The record of installed plugins, {path}, is damaged ({e.Message}): delete it, and install the plugin again with Install-AdRuntime.", ErrorId.InvalidRecord, e);
        }
    }

    /// <summary>Reads, changes and writes them, while no other process does.</summary>
    public static void Change(Func<IReadOnlyList<PluginRecord>, IEnumerable<PluginRecord>> change)
    {
        UserFolder.Ensure(UserFolder.Data);
        using var held = Lock(File + ".lock");
        Write(change(Read()));
    }

    // The system lets go of it when the process ends, however that is.
    static FileStream Lock(string path)
    {
        for (int tries = 0; ; tries++)
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < 1000)
            {
                Thread.Sleep(10);
            }
    }

    /// <summary>Writes them all: to a temporary file, which then takes the old one's place.</summary>
    static void Write(IEnumerable<PluginRecord> records)
    {
        UserFolder.Ensure(UserFolder.Data);
        UserFolder.RemoveStale(UserFolder.Data);
        string temporary = $"{File}.{Guid.NewGuid():N}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(temporary, options))
        {
            JsonSerializer.Serialize(stream, [.. records], PluginRecordJson.Default.PluginRecordArray);
            stream.Flush(true);
        }
        System.IO.File.Move(temporary, File, true);
    }
}

/// <summary>The record's JSON, without reflection.</summary>
[JsonSerializable(typeof(PluginRecord[]))]
[JsonSourceGenerationOptions(WriteIndented = true)]
sealed partial class PluginRecordJson : JsonSerializerContext;
