using Autodiff.Backends;
using Autodiff.Files;
using Autodiff.Functions;

namespace Autodiff.Programs;

/// <summary>Makes a function from a StableHLO program in a file.</summary>
static class Importing
{
    // Larger than any program, although programs contain their constants.
    const long MaxLength = 1L << 30;

    /// <param name="path">The file: text, or portable bytecode, which must be trusted like native code.</param>
    /// <param name="name">The name of the function. Default: the name of the program or of the file.</param>
    /// <exception cref="AdFormatException">The file is not a program, or the program is refused.</exception>
    /// <exception cref="AdException">The file cannot be read, or it is bytecode and no XLA plugin is available.</exception>
    public static Function Read(string path, string? name = null)
    {
        string file = Path.GetFileName(path);
        var program = BackendChoice.Read(file, Bytes(path, file), Path.GetFileNameWithoutExtension(path));
        return new TracedFunction(name ?? program.Signature.Name, program.Signature.Parameters, new StoredProgram(program));
    }

    static byte[] Bytes(string path, string file)
    {
        try
        {
            using var stream = new FileStream(FileStatus.Regular(path), FileMode.Open, FileAccess.Read);
            if (stream.Length > MaxLength) throw new AdFormatException($"{file} has {stream.Length} bytes; the limit is {MaxLength}.");
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AdException($"{path} cannot be read: {e.Message}", ErrorId.ReadFailed, e);
        }
    }
}
