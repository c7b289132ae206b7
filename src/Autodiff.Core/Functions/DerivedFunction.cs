using Autodiff.Graphs;
using Autodiff.Tracing;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>
/// A transform of a function. It transforms the graph of a specialization, so the user's code does not run again; guards are outputs and are kept.
/// The inputs of a specialization's graph are the leaves of the arguments, then the captured values. Its outputs are the results, then the guards.
/// </summary>
abstract class DerivedFunction : Function
{
    private protected DerivedFunction(string name, Function inner, IReadOnlyList<string> parameters) : base(name, parameters)
    {
        inner.Root.Source.RequireRules();
        Inner = inner;
    }

    /// <summary>The parameters that a derivative is by; none for all that can be differentiated.</summary>
    /// <exception cref="AdException">There is no such parameter.</exception>
    private protected static string[] Differentiated(Function inner, string[]? parameters) =>
        Array.ConvertAll(parameters ?? [], p => inner.Parameters[inner.IndexOf(p, Spell.Name("Parameters"))]);

    /// <summary>The function that is transformed.</summary>
    protected Function Inner { get; }

    internal sealed override TracedFunction Root => Inner.Root;

    /// <summary>The arguments of the inner function for a call of this one.</summary>
    private protected abstract Arguments ToInner(Arguments arguments);

    /// <summary>An object with value equality for all that determines the result, except the inner specialization and the types of the arguments.</summary>
    private protected abstract object Key { get; }

    /// <summary>The transform of a specialization.</summary>
    /// <param name="specialization">The specialization of the inner function.</param>
    /// <param name="arguments">The arguments of this function.</param>
    private protected abstract (Graph Graph, TreeDefinition Result) Transform(Specialization specialization, Arguments arguments);

    internal sealed override Arguments ToRoot(Arguments arguments) => Inner.ToRoot(ToInner(arguments));

    internal sealed override Specialization Derive(Specialization specialization, Arguments arguments)
    {
        var inner = Inner.Derive(specialization, ToInner(arguments));
        return inner.Derive((GetType(), Key, arguments.Definition, new TensorTypes(arguments.Types)), () =>
        {
            using var activity = Activity.Begin($"Deriving {Name}");
            return Transform(inner, arguments);
        });
    }

    internal sealed override IEnumerable<Specialization> Traced() => Inner.Traced().SelectMany(l => l.Derived(key => key is (Type type, object own, TreeDefinition, TensorTypes) && type == GetType() && own.Equals(Key)));

    /// <summary>Stages a graph that takes the arguments of this function and the values that the specialization captured.</summary>
    private protected static Graph Stage(Specialization specialization, Arguments arguments, Func<Value[], Value[]> f) =>
        Interpreter.StageClosed(f, [.. arguments.Types, .. Array.ConvertAll(specialization.Captured, c => c.Type)]);

    /// <summary>Runs the inner function, with all inputs of its graph.</summary>
    private protected static Value[] Run(Specialization specialization, Value[] x) => Interpreter.Run(specialization.Graph, x);

    /// <summary>Runs the inner function with its effects omitted, for all but one of several runs.</summary>
    private protected static Value[] RunSilently(Specialization specialization, Value[] x) => Interpreter.Run(specialization.Graph.Silent, x);
}
