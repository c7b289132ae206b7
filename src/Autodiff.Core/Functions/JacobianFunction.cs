using Autodiff.Graphs;
using Autodiff.Transforms;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>The Jacobian: the structure of the result, with that of the arguments in place of each leaf. A leaf has the shape result ++ argument (jax.jacobian).</summary>
sealed class JacobianFunction(Function inner, JacobianOptions options) : DerivedFunction($"jacobian({inner.Name})", inner, inner.Parameters)
{
    readonly string[] parameters = Differentiated(inner, options.Parameters);

    private protected override object Key { get; } = (string.Join(",", options.Parameters ?? []), options.Mode);

    private protected override Arguments ToInner(Arguments arguments) => Selection.Of(arguments, Inner, parameters).Convert(arguments);

    private protected override (Graph, TreeDefinition) Transform(Specialization specialization, Arguments arguments)
    {
        var selection = Selection.Of(arguments, Inner, parameters);
        int results = specialization.Results;
        if (results == 0) throw new AdException($"{Spell.Name("Jacobian")}: {Inner.Name} returned no number.", ErrorId.NoResult);
        var outputs = specialization.Graph.Outputs[..results];
        for (int i = 0; i < results; i++)
            if (!outputs[i].Type.IsFloat && (outputs[i].Type.Shape.Rank > 0 || !Array.Exists(outputs, o => o.Type.IsFloat))) throw new AdException($"{Spell.Name("Jacobian")}: {specialization.Result.PathOf(i, "the result")} of {Inner.Name} is {outputs[i].Type}, which has no derivative; expected floating-point numbers.", ErrorId.NotDifferentiable);
        bool forward = options.Mode switch
        {
            DifferentiationMode.Forward => true,
            DifferentiationMode.Reverse => false,
            _ => FewerInputs(specialization, arguments, selection),
        };
        var graph = Stage(specialization, arguments, a =>
        {
            var x = selection.Convert(a);
            return forward ? Forwards(specialization, x, selection, results) : Backwards(specialization, x, selection, results);
        });
        return (graph, specialization.Result.Nest(selection.Structure));
    }

    static bool FewerInputs(Specialization specialization, Arguments arguments, Selection selection)
    {
        long inputs = selection.Leaves.Sum(i => arguments.Leaves[i].Type.Shape.Size), outputs = specialization.Graph.Outputs[..specialization.Results].Sum(o => o.Type.Shape.Size);
        // A forward direction costs about half as much as a reverse one, and keeps no residuals.
        return inputs <= 2 * outputs;
    }

    static Value[] Forwards(Specialization specialization, Value[] x, Selection selection, int results)
    {
        var columns = Array.ConvertAll(selection.Leaves, i => Jacobians.Forward(v => Floats(RunSilently(specialization, v)[..results], results), x, i));
        return [.. Enumerable.Range(0, results).SelectMany(r => columns.Select(c => c[r])), .. Run(specialization, x)[results..]];
    }

    // A single integer or boolean beside floats, such as a count, has the derivative 0.
    static Value[] Floats(Value[] y, int results) => [.. y.Select((v, i) => i < results && !v.Type.IsFloat ? Ad.Cast(v, DType.F64, true) : v)];

    static Value[] Backwards(Specialization specialization, Value[] x, Selection selection, int results)
    {
        var (y, rows) = Jacobians.Reverse(v => Floats(Run(specialization, v), results), x, selection.Leaves, results);
        return [.. rows, .. y[results..]];
    }
}
