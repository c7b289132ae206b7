using System.Text.Json;
using System.Text.Json.Serialization;
using Autodiff.Files;

namespace Autodiff.Backends.Xla.Runtime;

/// <summary>An installed plugin, as the record has it.</summary>
/// <param name="Path">The path of its library.</param>
/// <param name="Sha256">The SHA-256 of the library, in hexadecimal digits.</param>
/// <param name="Source">The origin.</param>
sealed record PluginRecord(string Path, string Sha256, string Source);

/// <summary>The user's record of installed plugins. A plugin that the user did not name is loaded only if its hash is recorded.</summary>
static class PluginRecords
{
    static string File => System.IO.Path.Combine(UserFolder.Data, "plugins.json");

    /// <summary>All records; empty if there is no file.</summary>
    /// <exception cref="AdException">The file is damaged, is a link, or can be changed by others.</exception>
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
            var records = JsonSerializer.Deserialize(System.IO.File.ReadAllBytes(FileStatus.Regular(path)), PluginRecordJson.Default.PluginRecordArray);
            if (records?.All(r => r is { Path: not null, Sha256: not null, Source: not null }) != true) throw new JsonException("a plugin has no path, hash or source");
            return records;
        }
        catch (JsonException e)
        {
            throw new AdException($"The record of installed plugins, {path}, is damaged ({e.Message}). Delete it, and install the plugin again with {Spell.Name("AdRuntime.Install")}.", ErrorId.InvalidRecord, e);
        }
    }

    /// <summary>Reads, changes and writes the records, while no other process does.</summary>
    public static void Change(Func<IReadOnlyList<PluginRecord>, IEnumerable<PluginRecord>> change)
    {
        UserFolder.Ensure(UserFolder.Data);
        using var held = Lock(File + ".lock");
        Write(change(Read()));
    }

    // The system releases the lock when the process ends, however it ends.
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

    static void Write(IEnumerable<PluginRecord> records)
    {
        UserFolder.Ensure(UserFolder.Data);
        UserFolder.RemoveStale(UserFolder.Data);
        AtomicFile.Write(File, stream => JsonSerializer.Serialize(stream, [.. records], PluginRecordJson.Default.PluginRecordArray), isPrivate: true);
    }
}

/// <summary>JSON of the records, with no reflection.</summary>
[JsonSerializable(typeof(PluginRecord[]))]
[JsonSourceGenerationOptions(WriteIndented = true)]
sealed partial class PluginRecordJson : JsonSerializerContext;
