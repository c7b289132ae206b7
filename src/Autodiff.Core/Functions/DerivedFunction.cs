using Autodiff.Graphs;
using Autodiff.Tracing;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>
/// A transform of a function: of the graph of its leaf. The user's code never runs again, and guards are outputs that pass through.
/// In a leaf's graph the inputs are the arguments' leaves and then what was captured; the outputs are results and then guards.
/// </summary>
abstract class DerivedFunction : Function
{
    private protected DerivedFunction(string name, Function inner, IReadOnlyList<string> parameters) : base(name, parameters) =>
        Inner = inner.Root.Body is ProgramBody { Program: var program } ? throw ImportedProgram.NoRules(program.Name) : inner;

    /// <summary>The function that is transformed.</summary>
    protected Function Inner { get; }

    internal sealed override TracedFunction Root => Inner.Root;

    /// <summary>What the inner function is called with.</summary>
    private protected abstract Arguments ToInner(Arguments arguments);

    /// <summary>What the result depends on beside the inner leaf and the arguments' types; has value equality.</summary>
    private protected abstract object Key { get; }

    /// <summary>The transform of a leaf.</summary>
    /// <param name="leaf">The inner function's.</param>
    /// <param name="arguments">This function's.</param>
    private protected abstract (Graph Graph, TreeDefinition Result) Transform(Leaf leaf, Arguments arguments);

    internal sealed override Arguments Down(Arguments arguments) => Inner.Down(ToInner(arguments));

    internal sealed override Leaf Up(Leaf leaf, Arguments arguments)
    {
        var inner = Inner.Up(leaf, ToInner(arguments));
        return inner.Derive((GetType(), Key, arguments.Tree, new TensorTypes(arguments.Types)), () => Transform(inner, arguments));
    }

    internal sealed override IEnumerable<Leaf> Traced() => Inner.Traced().SelectMany(l => l.Derived(key => key is (Type type, object own, TreeDefinition, TensorTypes) && type == GetType() && own.Equals(Key)));

    /// <summary>A graph of this function's arguments and what the leaf captured.</summary>
    private protected static Graph Stage(Leaf leaf, Arguments arguments, Func<Value[], Value[]> f) =>
        Interpreter.StageClosed(f, [.. arguments.Types, .. Array.ConvertAll(leaf.Captured, c => c.Type)]);

    /// <summary>The inner function as a function of all inputs of its graph.</summary>
    private protected static Value[] Run(Leaf leaf, Value[] x) => Interpreter.Run(leaf.Graph, x);

    /// <summary>The same without effects: for all but one of several runs.</summary>
    private protected static Value[] RunSilently(Leaf leaf, Value[] x) => Interpreter.Run(leaf.Graph.Silent, x);
}
