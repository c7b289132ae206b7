using System.Runtime.InteropServices;
using Autodiff.Backends.Xla.Pjrt;
using Autodiff.Graphs;

namespace Autodiff.Backends.Xla;

/// <summary>A graph compiled by XLA. Results stay on the device until they are read; guards are read at once.</summary>
sealed unsafe class XlaExecutable : IScalarProgram
{
    readonly PjrtClient client;
    readonly PjrtDevice device;
    readonly PjrtExecutable executable;
    readonly PjrtBuffer[] constants;
    readonly TensorType[] inputs, outputs;
    readonly bool[] guards;
    readonly bool[]? donated;

    public XlaExecutable(PjrtClient client, PjrtDevice device, PjrtExecutable executable, Graph graph, Tensor[] constants, bool[] guards, bool[]? donated)
    {
        (this.client, this.device, this.executable, this.guards) = (client, device, executable, guards);
        (inputs, outputs) = (graph.InputTypes, graph.OutputTypes);
        CanBeTried = guards.Length == 0 || !graph.IsOpenEnded && donated is null;
        this.donated = donated;
        this.constants = Array.ConvertAll(constants, c => XlaArray.Place(client, device, c));
    }

    /// <summary>An executable for a program that has no graph.</summary>
    public XlaExecutable(PjrtClient client, PjrtDevice device, PjrtExecutable executable, TensorType[] inputs, TensorType[] outputs)
    {
        (this.client, this.device, this.executable, guards, constants) = (client, device, executable, [], []);
        (this.inputs, this.outputs, CanBeTried) = (inputs, outputs, true);
    }

    // Guards are checked after everything has run. A try must neither run forever nor use donated tensors.
    public bool CanBeTried { get; }

    // A call that the user may have to stop, or that may not fit into memory, uses the other Run.
    public bool MakesNumberOfNumber => client.IsCpu && !executable.MayTakeLong && executable.Needed([]) < AvailableMemory.Large && constants.Length == 0 && inputs is [{ Rank: 0 } x] && (x.DType == DType.F64 || x.DType == DType.I32) && outputs is [{ Rank: 0 } y] && y.DType == DType.F64;

    // Maps a number to a number, and allocates no object for either buffer.
    public double? Run(double x)
    {
        using var held = executable.Hold();
        int integer = (int)x;
        nint argument = PjrtBuffer.Put(client, device, inputs[0], inputs[0].DType == DType.F64 ? Bytes(ref x) : Bytes(ref integer)), result = 0, done;
        try
        {
            executable.Execute(&argument, 1, &result, &done);
            PjrtEvent.Await(client.Api, done);
            return *(double*)PjrtBuffer.AddressOf(client.Api, result);
        }
        finally
        {
            client.Api.Destroy(PjrtFunction.PJRT_Buffer_Destroy, argument);
            if (result != 0) client.Api.Destroy(PjrtFunction.PJRT_Buffer_Destroy, result);
        }
    }

    static bool Truth(PjrtBuffer guard)
    {
        bool r = false;
        guard.Read(MemoryMarshal.AsBytes(new Span<bool>(ref r)));
        return r;
    }

    static ReadOnlySpan<byte> Bytes<T>(ref T x) where T : unmanaged => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in x));

    public Tensor[]? Run(ReadOnlySpan<Tensor> x, bool checkGuards = true)
    {
        var arguments = new PjrtBuffer[x.Length + constants.Length];
        for (int i = 0; i < x.Length; i++)
        {
            // The plugin would accept another type of the same size.
            if (x[i].Type.Strong != inputs[i].Strong) throw new ArgumentException($"Argument {i} is {x[i].Type}; expected {inputs[i]}.");
            arguments[i] = XlaArray.Place(client, device, x[i], isGivenUp: donated?[i] ?? false);
        }
        constants.CopyTo(arguments, x.Length);
        var y = executable.Execute(device, arguments, outputs);
        // Copies made for this call are freed now instead of by the garbage collector.
        for (int i = 0; i < x.Length; i++)
            if (!(x[i].Device is XlaArray { Buffer: var own } && own == arguments[i])) arguments[i].Dispose();
        int results = y.Length - guards.Length;
        bool agrees = true;
        for (int g = 0; g < guards.Length; g++)
        {
            using var guard = y[results + g];
            if (checkGuards) agrees &= Truth(guard) == guards[g];
        }
        if (!agrees)
        {
            foreach (var b in y) b.Dispose();
            return null;
        }
        var tensors = new Tensor[results];
        for (int i = 0; i < results; i++) tensors[i] = new(y[i].Type, new XlaArray(y[i]));
        return tensors;
    }
}
