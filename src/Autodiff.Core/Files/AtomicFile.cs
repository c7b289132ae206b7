namespace Autodiff.Files;

/// <summary>Writes whole files. A reader, and whoever comes after a crash, sees the old file or the new one, never a part.</summary>
static class AtomicFile
{
    /// <summary>The end of the names of temporary files, which a killed process leaves behind.</summary>
    public const string TemporarySuffix = ".tmp";

    /// <summary>Writes a temporary file in the same folder, flushes it to the disk, and gives it the name of the file. A failure removes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="overwrite">Whether an existing file is replaced. Otherwise it is an error. Default: true.</param>
    /// <param name="isPrivate">Whether only the user may read and write the file. Default: false.</param>
    /// <exception cref="IOException">The file cannot be written. The message names it, and not the temporary file.</exception>
    public static void Write(string path, Action<Stream> write, bool overwrite = true, bool isPrivate = false)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}{TemporarySuffix}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (isPrivate && !OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using (var stream = new FileStream(temporary, options))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite);
        }
        catch (Exception e)
        {
            // A full disk must not keep the partial file.
            if (File.Exists(temporary)) File.Delete(temporary);
            if (e is IOException or UnauthorizedAccessException) throw new IOException(e.Message.Replace(temporary, path, StringComparison.Ordinal), e);
            throw;
        }
    }
}
