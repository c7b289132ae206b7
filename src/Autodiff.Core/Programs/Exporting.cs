using System.Text;
using Autodiff.Files;
using Autodiff.Functions;
using Autodiff.Graphs;
using Autodiff.StableHlo;
using Autodiff.Tracing;
using Autodiff.Tracing.Paths;
using Autodiff.Trees;

namespace Autodiff.Programs;

/// <summary>Writes a function as a StableHLO program for one signature.</summary>
static class Exporting
{
    /// <summary>The text of the program. The signature is an attribute of its module.</summary>
    /// <param name="function">The function.</param>
    /// <param name="arguments">The arguments, of which only the structure and the types of the leaves count.</param>
    /// <exception cref="AdException">A condition depends on an argument, or the function cannot be written.</exception>
    public static string Text(Function function, Tree arguments)
    {
        if (Trace.Current is not EvaluationTrace) throw new AdException("A function cannot be exported while another is traced. Export it outside traced code.", ErrorId.NotAnOperation);
        var types = Array.ConvertAll(arguments.Leaves, v => v.Type);
        // The leaves have no values: the program is for all arguments of these types, so it cannot depend on a condition.
        var specialization = function.Resolve(new Arguments(arguments.Definition, Array.ConvertAll(types, t => new Actual(t, null, Conditions.Export)), function.FreeVariables()));
        var graph = Passes.Canonical(Passes.Optimize(specialization.Graph));
        if (graph.IsForeign) throw new AdException($"{function} calls an imported program, which cannot become part of another file. Copy its file instead.", ErrorId.ImportedProgram);
        if (graph.Size > ProgramScanner.MostOperations) throw new AdException($"{function} has {graph.Size:N0} operations; the limit is {ProgramScanner.MostOperations:N0}. Use {Spell.Name("Ad.Scan")} or {Spell.Name("Ad.ForLoop")} for loops.", ErrorId.TooManyOperations);

        // Static and omitted arguments are part of the program and not parameters of it.
        int[] parameters = [.. Enumerable.Range(0, function.Parameters.Count).Where(p => arguments.Definition.Children[p] is { IsStatic: false, IsOmitted: false })];
        var signature = new ProgramSignature(function.Name, [.. parameters.Select(p => function.Parameters[p])], [.. parameters.Select(p => arguments.Definition.Children[p])], types, specialization.Result, graph.OutputTypes);
        return GraphLowering.Module(graph, function.Name, new($"{ProgramSignature.Attribute} = {Quote(signature.ToJson())}"));
    }

    /// <summary>Writes the program to a temporary file, which then replaces the file, so that a reader never sees a part of it.</summary>
    /// <param name="text">The text of the program.</param>
    /// <param name="path">The path of the file.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <exception cref="AdException">The file cannot be written, or exists already.</exception>
    public static void Write(string text, string path, bool overwrite)
    {
        try
        {
            AtomicFile.Write(FileStatus.Regular(path), stream => stream.Write(Encoding.UTF8.GetBytes(text)), overwrite);
        }
        catch (IOException e)
        {
            throw new AdException($"{path} cannot be written: {(!overwrite && File.Exists(path) ? "it already exists." : e.Message)}", ErrorId.WriteFailed, e);
        }
    }

    // MLIR strings are printable ASCII; other characters are written as escaped bytes.
    static string Quote(string s)
    {
        var b = new StringBuilder("\"");
        foreach (byte c in Encoding.UTF8.GetBytes(s))
        {
            if (c is (byte)'"' or (byte)'\\') b.Append('\\').Append((char)c);
            else if (c is >= 0x20 and < 0x7F) b.Append((char)c);
            else b.Append('\\').Append(c.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }
        return b.Append('"').ToString();
    }
}
