using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff.Graphs;

/// <summary>One step of a graph: outputs = primitive(inputs). The inputs are variables of the graph, or tensors.</summary>
readonly struct Equation
{
    // A single output is stored without an array: most equations have one, and a graph may have 100,000 equations.
    readonly object outputs;

    internal Equation(Primitive primitive, Value[] inputs, object outputs, int line) =>
        (Primitive, Inputs, this.outputs, Line) = (primitive, inputs, outputs, line);

    /// <summary>The primitive.</summary>
    public Primitive Primitive { get; }

    /// <summary>The operands.</summary>
    public Value[] Inputs { get; }

    /// <summary>The line of the script that the equation comes from, or 0.</summary>
    public int Line { get; }

    /// <summary>The variables of the results.</summary>
    [UnscopedRef]
    public ReadOnlySpan<Variable> Outputs => outputs is Variable[] many
        ? many
        : MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<object, Variable>(ref Unsafe.AsRef(in outputs)), 1);

    /// <summary>The equation with another primitive.</summary>
    internal Equation With(Primitive primitive) => new(primitive, Inputs, outputs, Line);

    /// <summary>The equation with other inputs.</summary>
    internal Equation With(Value[] inputs) => ReferenceEquals(inputs, Inputs) ? this : new(Primitive, inputs, outputs, Line);
}
