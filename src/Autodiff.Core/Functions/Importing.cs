using Autodiff.Backends.Xla;

namespace Autodiff.Functions;

/// <summary>Makes a function of a file with a StableHLO program.</summary>
static class Importing
{
    // Far above any program: constants are written in it.
    const long MaxLength = 1L << 30;

    /// <param name="path">The file: text, or portable bytecode, which is as trusted as native code.</param>
    /// <param name="name">What the function is called; without it what the program or the file is.</param>
    /// <exception cref="AdFormatException">The program is refused, or is none.</exception>
    /// <exception cref="AdException">The file cannot be read; or it is bytecode, and there is no XLA to read it.</exception>
    public static Function Read(string path, string? name = null)
    {
        string file = Path.GetFileName(path);
        var program = XlaProgram.Read(file, Bytes(path, file), Path.GetFileNameWithoutExtension(path));
        return Function.Of(name ?? program.Signature.Name, program.Signature.Parameters, new ProgramBody(program));
    }

    static byte[] Bytes(string path, string file)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read);
            if (stream.Length > MaxLength) throw new AdFormatException($"{file} has {stream.Length} bytes, more than the {MaxLength} that are accepted.");
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AdException($"Import-AdFunction: {path} cannot be read: {e.Message}", ErrorId.ReadFailed, e);
        }
    }
}
