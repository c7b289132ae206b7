using Autodiff.Backends.Xla.Pjrt;
using Autodiff.Backends.Xla.Runtime;
using Autodiff.StableHlo;

namespace Autodiff.Backends.Xla;

/// <summary>
/// A StableHLO program from a file. Text is checked first, and compiled at the first call. Bytecode cannot be checked, so it is compiled at once, and the plugin reports the
/// inputs and outputs of the compiled program. It must be trusted like native code.
/// </summary>
sealed class XlaProgram : IProgram
{
    /// <summary>XLA takes seconds for programs with more operations.</summary>
    public const int ManyOperations = 10_000;

    readonly byte[] code;
    readonly Dictionary<XlaBackend, XlaExecutable> compiled = [];
    bool donates;

    XlaProgram(string name, byte[] code, ProgramSignature? signature)
    {
        (Name, this.code) = (name, code);
        Signature = signature!;
    }

    public string Name { get; }

    public ProgramSignature Signature { get; private set; }

    /// <summary>Whether the first bytes of a file are those of MLIR bytecode.</summary>
    public static bool IsBytecode(ReadOnlySpan<byte> code) => code.StartsWith((ReadOnlySpan<byte>)[(byte)'M', (byte)'L', 0xEF, (byte)'R']);

    /// <summary>Reads a program, text or bytecode.</summary>
    /// <param name="name">The name of the file, for errors.</param>
    /// <param name="code">The content of the file.</param>
    /// <param name="function">The name of the function, if the file does not state one.</param>
    /// <exception cref="AdFormatException">The program is refused.</exception>
    public static XlaProgram Read(string name, byte[] code, string function) => IsBytecode(code) ? Bytecode(name, code, function) : Text(name, code, function);

    static XlaProgram Text(string name, byte[] code, string function)
    {
        var text = ProgramScanner.Scan(code, name);
        if (text.Operations > ManyOperations) ScriptHost.Current.Warn($"{name} has {text.Operations:N0} operations. XLA needs seconds to compile it; the limit is {ProgramScanner.MostOperations:N0}.");
        TensorType[] inputs = [.. text.Inputs.Select(i => i.Type)], outputs = [.. text.Outputs.Select(o => o.Type)];
        if (text.Signature is not { } json) return new(name, code, ProgramSignature.Flat(function, [.. text.Inputs.Select(i => i.Name)], inputs, outputs));
        if (ProgramSignature.FromJson(json) is not { } signature) throw new AdFormatException($"{name}: its {ProgramSignature.Attribute} cannot be read.");
        Check(name, signature, inputs, outputs, $"its {ProgramSignature.Attribute}");
        return new(name, code, signature);
    }

    static XlaProgram Bytecode(string name, byte[] code, string function)
    {
        var r = new XlaProgram(name, code, null);
        var backend = XlaRuntime.Backend();
        var executable = r.Load(backend, out var shape);
        if (shape is null) throw new AdException($"{name} is bytecode, and this plugin does not report the types of a program's arguments and results. Import the program as text.", ErrorId.UnsupportedPlugin);
        r.Signature = ProgramSignature.Flat(function, [.. Enumerable.Range(0, shape.Inputs.Length).Select(i => $"arg{i}")], shape.Inputs, shape.Outputs);
        r.compiled.Add(backend, r.Ready(backend, executable));
        return r;
    }

    public Tensor[] Run(Tensor[] x) => Run(x, XlaRuntime.Backend());

    /// <summary>Runs the program on a device.</summary>
    public Tensor[] Run(Tensor[] x, XlaBackend backend)
    {
        var executable = On(backend);
        // The program may write results to the memory of arguments, so it gets copies.
        return executable.Run(donates ? Array.ConvertAll(x, t => new Tensor(t.Type, t.Data)) : x)!;
    }

    // Compiled once for each device.
    XlaExecutable On(XlaBackend backend)
    {
        lock (compiled)
        {
            if (compiled.TryGetValue(backend, out var known)) return known;
            var executable = Load(backend, out var shape);
            if (shape is not null) Check(Name, Signature, shape.Inputs, shape.Outputs, "what was read of its text");
            var ready = Ready(backend, executable);
            compiled.Add(backend, ready);
            return ready;
        }
    }

    PjrtExecutable Load(XlaBackend backend, out PjrtProgramShape? shape)
    {
        try
        {
            var executable = backend.Compiler.Load(code);
            shape = ShapeOf(executable);
            donates |= shape is not { Donates: false };
            return executable;
        }
        catch (PjrtException e)
        {
            throw new AdFormatException($"{Name}: XLA rejects the program. {e.Message}", e);
        }
    }

    static PjrtProgramShape? ShapeOf(PjrtExecutable executable)
    {
        try
        {
            return PjrtProgramShape.Of(executable);
        }
        catch (PjrtException)
        {
            return null;
        }
    }

    XlaExecutable Ready(XlaBackend backend, PjrtExecutable executable) => backend.Compiler.Ready(executable, Signature.Inputs, Signature.Outputs);

    static void Check(string name, ProgramSignature signature, TensorType[] inputs, TensorType[] outputs, string what)
    {
        if (!Same(signature.Inputs, inputs) || !Same(signature.Outputs, outputs))
            throw new AdFormatException($"{name}: {what} is ({new TensorTypes(signature.Inputs)}) -> ({new TensorTypes(signature.Outputs)}), but the program is ({new TensorTypes(inputs)}) -> ({new TensorTypes(outputs)}).");
    }

    static bool Same(TensorType[] a, TensorType[] b) => a.Length == b.Length && a.Zip(b).All(p => p.First.Strong == p.Second.Strong);
}
