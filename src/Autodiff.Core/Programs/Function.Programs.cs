using Autodiff.Programs;

namespace Autodiff;

// Functions as files.
public abstract partial class Function
{
    /// <summary>A function of a StableHLO program that <see cref="Export(string, object?[])"/> or JAX has written. It runs on XLA and has no derivatives.</summary>
    /// <param name="path">The file: text, which is checked before XLA sees it, or portable bytecode, which must be trusted like native code.</param>
    /// <param name="name">The name in messages and graphs. Default: that of the program, or of the file.</param>
    /// <exception cref="AdFormatException">The program is refused. The message names the line, and the limit if one is exceeded.</exception>
    /// <exception cref="AdException">The file cannot be read, or it is bytecode and no XLA plugin is available.</exception>
    public static Function Import(string path, string? name = null) => Importing.Read(path, name);

    /// <summary>Writes the function as a StableHLO program (.mlir) for arguments of given structures, dtypes and shapes.</summary>
    /// <param name="path">The file; an existing file is replaced.</param>
    /// <param name="arguments">Example arguments, a tree for each parameter. Their numbers do not matter.</param>
    /// <exception cref="AdException">A condition depends on an argument, or the file cannot be written.</exception>
    public void Export(string path, params object?[] arguments) => Export(path, arguments, overwrite: true);

    /// <summary>Writes the function as <see cref="Export(string, object?[])"/> does, to a new file.</summary>
    /// <param name="path">The file; an existing file is an error.</param>
    /// <param name="arguments">Example arguments, a tree for each parameter. Their numbers do not matter.</param>
    /// <exception cref="AdException">A condition depends on an argument, or the file exists or cannot be written.</exception>
    public void ExportNewFile(string path, params object?[] arguments) => Export(path, arguments, overwrite: false);

    void Export(string path, object?[] arguments, bool overwrite) => Exporting.Write(Exporting.Text(this, Flatten(arguments)), path, overwrite);
}
