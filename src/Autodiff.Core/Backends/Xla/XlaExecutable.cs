using Autodiff.Backends.Xla.Pjrt;
using Autodiff.Graphs;

namespace Autodiff.Backends.Xla;

/// <summary>A graph compiled by XLA. Results stay on the device until someone looks; guards are looked at once.</summary>
sealed class XlaExecutable : IExecutable
{
    readonly PjrtClient client;
    readonly PjrtDevice device;
    readonly PjrtExecutable executable;
    readonly PjrtBuffer[] constants;
    readonly TensorType[] inputs, outputs;
    readonly bool[] guards;

    public XlaExecutable(PjrtClient client, PjrtDevice device, PjrtExecutable executable, Graph graph, Tensor[] constants, bool[] guards, bool donates)
    {
        (this.client, this.device, this.executable, this.guards) = (client, device, executable, guards);
        (inputs, outputs) = (graph.InputTypes, graph.OutputTypes);
        CanBeTried = guards.Length == 0 || !graph.IsOpenEnded && !donates;
        this.constants = Array.ConvertAll(constants, c => XlaArray.Place(client, device, c));
    }

    /// <summary>A program that is no graph's.</summary>
    public XlaExecutable(PjrtClient client, PjrtDevice device, PjrtExecutable executable, TensorType[] inputs, TensorType[] outputs)
    {
        (this.client, this.device, this.executable, guards, constants) = (client, device, executable, [], []);
        (this.inputs, this.outputs, CanBeTried) = (inputs, outputs, true);
    }

    // Guards are looked at when everything has been run: in vain for ever, or with what was given up.
    public bool CanBeTried { get; }

    public Tensor[]? Run(ReadOnlySpan<Tensor> x, bool checkGuards = true)
    {
        var arguments = new PjrtBuffer[x.Length + constants.Length];
        for (int i = 0; i < x.Length; i++)
        {
            // The plugin would run with another type of the same size.
            if (x[i].Type.Strong != inputs[i].Strong) throw new ArgumentException($"Argument {i} is {x[i].Type}, but the program takes {inputs[i]}.");
            arguments[i] = XlaArray.Place(client, device, x[i]);
        }
        constants.CopyTo(arguments, x.Length);
        var y = executable.Execute(device, arguments, outputs);
        // What was copied for this call alone need not wait for the collector.
        for (int i = 0; i < x.Length; i++)
            if (!(x[i].Device is XlaArray { Buffer: var own } && own == arguments[i])) arguments[i].Dispose();
        int results = y.Length - guards.Length;
        bool agrees = true;
        for (int g = 0; g < guards.Length; g++)
        {
            using var guard = y[results + g];
            if (checkGuards) agrees &= ((bool[])new XlaArray(guard).Read())[0] == guards[g];
        }
        if (agrees) return Array.ConvertAll(y[..results], b => new Tensor(b.Type, new XlaArray(b)));
        foreach (var b in y[..results]) b.Dispose();
        return null;
    }
}
