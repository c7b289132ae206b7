using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff.Graphs;

/// <summary>One step of a graph: outputs = primitive(inputs). Inputs are variables of the graph, or tensors.</summary>
readonly struct Equation
{
    // One variable is kept bare: most equations have one output, and a graph may have 100,000 of them.
    readonly object outputs;

    internal Equation(Primitive primitive, Value[] inputs, object outputs, int line) =>
        (Primitive, Inputs, this.outputs, Line) = (primitive, inputs, outputs, line);

    /// <summary>What is computed.</summary>
    public Primitive Primitive { get; }

    /// <summary>Of what.</summary>
    public Value[] Inputs { get; }

    /// <summary>The line of the script that asked for it, 0 where it is not known.</summary>
    public int Line { get; }

    /// <summary>The variables that the results are given to.</summary>
    [UnscopedRef]
    public ReadOnlySpan<Variable> Outputs => outputs is Variable[] many
        ? many
        : MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<object, Variable>(ref Unsafe.AsRef(in outputs)), 1);

    /// <summary>The same step by another primitive.</summary>
    internal Equation With(Primitive primitive) => new(primitive, Inputs, outputs, Line);

    /// <summary>The same step with other inputs.</summary>
    internal Equation With(Value[] inputs) => ReferenceEquals(inputs, Inputs) ? this : new(Primitive, inputs, outputs, Line);
}
