using Autodiff.Programs;

namespace Autodiff;

// Functions as files.
public abstract partial class Function
{
    /// <summary>A function of a StableHLO program that <see cref="Export"/> or JAX has written. It runs on XLA and has no derivatives.</summary>
    /// <param name="path">The file: text, which is checked before XLA sees it, or portable bytecode, which must be trusted like native code.</param>
    /// <exception cref="AdFormatException">The program is refused. The message names the line, and the limit if one is exceeded.</exception>
    /// <exception cref="AdException">The file cannot be read, or it is bytecode and no XLA plugin is available.</exception>
    public static Function Import(string path) => Importing.Read(path);

    /// <summary>Writes the function as a StableHLO program (.mlir) for arguments of given structures, dtypes and shapes.</summary>
    /// <param name="path">The file; an existing file is replaced.</param>
    /// <param name="arguments">Example arguments, a tree for each parameter. Their numbers do not matter.</param>
    /// <exception cref="AdException">A condition depends on an argument, or the file cannot be written.</exception>
    public void Export(string path, params object?[] arguments) => Exporting.Write(Exporting.Text(this, Flatten(arguments)), path, overwrite: true);
}
