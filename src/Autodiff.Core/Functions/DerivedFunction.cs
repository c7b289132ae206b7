using Autodiff.Graphs;
using Autodiff.Tracing;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>
/// A transform of a function: of the graph of its specialization. The user's code never runs again, and guards are outputs that pass through.
/// In a specialization's graph the inputs are the arguments' leaves and then what was captured; the outputs are results and then guards.
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

    /// <summary>What the result depends on beside the inner specialization and the arguments' types; has value equality.</summary>
    private protected abstract object Key { get; }

    /// <summary>The transform of a specialization.</summary>
    /// <param name="specialization">The inner function's.</param>
    /// <param name="arguments">This function's.</param>
    private protected abstract (Graph Graph, TreeDefinition Result) Transform(Specialization specialization, Arguments arguments);

    internal sealed override Arguments ToRoot(Arguments arguments) => Inner.ToRoot(ToInner(arguments));

    internal sealed override Specialization Derive(Specialization specialization, Arguments arguments)
    {
        var inner = Inner.Derive(specialization, ToInner(arguments));
        return inner.Derive((GetType(), Key, arguments.Tree, new TensorTypes(arguments.Types)), () => Transform(inner, arguments));
    }

    internal sealed override IEnumerable<Specialization> Traced() => Inner.Traced().SelectMany(l => l.Derived(key => key is (Type type, object own, TreeDefinition, TensorTypes) && type == GetType() && own.Equals(Key)));

    /// <summary>A graph of this function's arguments and what the specialization captured.</summary>
    private protected static Graph Stage(Specialization specialization, Arguments arguments, Func<Value[], Value[]> f) =>
        Interpreter.StageClosed(f, [.. arguments.Types, .. Array.ConvertAll(specialization.Captured, c => c.Type)]);

    /// <summary>The inner function as a function of all inputs of its graph.</summary>
    private protected static Value[] Run(Specialization specialization, Value[] x) => Interpreter.Run(specialization.Graph, x);

    /// <summary>The same without effects: for all but one of several runs.</summary>
    private protected static Value[] RunSilently(Specialization specialization, Value[] x) => Interpreter.Run(specialization.Graph.Silent, x);
}
