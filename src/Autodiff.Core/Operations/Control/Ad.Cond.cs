using Autodiff.Graphs;
using Autodiff.Tracing;
using Autodiff.Trees;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>Runs one of two bodies, chosen by a condition (jax.lax.cond). The other body does not run.</summary>
    /// <param name="predicate">A value of one element: a boolean, or a number, which is true if it is not 0.</param>
    /// <param name="then">Runs if the predicate is true; takes the operands as arguments.</param>
    /// <param name="otherwise">Runs if the predicate is false. Its result must have the same structure and shapes.</param>
    /// <param name="operands">Values, or trees of values.</param>
    /// <returns>The result of the body that ran. Dtypes of the two results are promoted.</returns>
    /// <exception cref="AdException">The results of the bodies differ in structure or shape.</exception>
    public static object? Cond(Value predicate, Body then, Body otherwise, params object?[] operands)
    {
        Given(predicate);
        var branches = new Branches(nameof(Cond), [then, otherwise], operands);
        var test = Truth(predicate);
        // One element of any shape is one condition.
        if (test.Size == 1) test = Reshape(test, default(Shape));
        var (yes, no) = (branches.Graphs[0], branches.Graphs[1]);
        if (!ReferenceEquals(yes, no)) return branches.Unflatten(new Cond(yes, no).Bind([test, .. branches.Inputs]));
        // The same body twice needs no condition, but one that is not valid is an error.
        new Cond(yes, no).Infer([test.Type, .. yes.InputTypes]);
        return branches.Unflatten(Interpreter.Run(yes, branches.Inputs));
    }

    /// <summary>Runs one of several bodies, chosen by an index (jax.lax.switch). The index is clamped to the range of the bodies.</summary>
    /// <param name="index">An integer scalar; 0 is the first body.</param>
    /// <param name="bodies">At least one body. Their results must have the same structure and shapes.</param>
    /// <param name="operands">Values, or trees of values: the arguments of the bodies.</param>
    /// <returns>The result of the body that ran. Dtypes of the results are promoted.</returns>
    /// <exception cref="AdException">The index is not an integer scalar, there is no body, or the results of the bodies differ in structure or shape.</exception>
    public static object? Switch(Value index, Body[] bodies, params object?[] operands)
    {
        Given(index);
        if (index.Rank != 0 || !index.DType.IsInteger) throw new AdException($"Switch: the index is {index.Type}; expected one integer.", ErrorId.InvalidOperand);
        if (bodies is null or []) throw new AdException("Switch: no body was given; expected at least one.", ErrorId.InvalidOperand);
        var branches = new Branches(nameof(Switch), bodies, operands);
        return branches.Unflatten(Choose(branches.Graphs, index, branches.Inputs));
    }

    // Halves the list of bodies, so that conditions nest only as deep as the logarithm of its length.
    static Value[] Choose(ReadOnlySpan<Graph> graphs, Value index, Value[] inputs)
    {
        if (graphs.IndexOfAnyExcept(graphs[0]) < 0) return Interpreter.Run(graphs[0], inputs);
        int middle = graphs.Length / 2;
        var (low, high) = (graphs[..middle].ToArray(), graphs[middle..].ToArray());
        TensorType[] types = [index.Type, .. graphs[0].InputTypes];
        var then = Interpreter.StageClosed(x => Choose(low, x[0], x[1..]), types);
        var otherwise = Interpreter.StageClosed(x => Choose(high, x[0] - middle, x[1..]), types);
        return new Cond(then, otherwise).Bind([Less(index, middle), index, .. inputs]);
    }

    /// <summary>The alternative bodies of one operation, traced for the same operands. Their results have one structure and common types.</summary>
    sealed class Branches
    {
        readonly TreeDefinition result;

        public Branches(string operation, Body[] bodies, object?[] operands)
        {
            var x = FlattenOperands(operation, operands);
            var inputs = Array.ConvertAll(x.Leaves, v => new Actual(v.Type, v));
            // A body that is given twice is traced once. Otherwise bodies that share bodies would be traced exponentially often.
            var first = Array.ConvertAll(bodies, b => Array.FindIndex(bodies, c => Equals(c?.Code, b?.Code)));
            var staged = new StagedBody[bodies.Length];
            for (int i = 0; i < staged.Length; i++)
                staged[i] = first[i] < i ? staged[first[i]] : StagedBody.Trace(bodies[i], $"body {i + 1} of {operation}", x.Definition, inputs);
            result = staged[0].Result;
            foreach (var s in staged)
                if (!s.Result.Equals(result)) throw new AdException($"{operation}: the bodies return different structures, {result} and {s.Result}.", ErrorId.StructureMismatch);
            var types = CommonTypes(operation, staged);
            var captured = StagedBody.Union(staged);
            Graphs = new Graph[staged.Length];
            for (int i = 0; i < staged.Length; i++)
                Graphs[i] = first[i] < i ? Graphs[first[i]] : staged[i].CapturingAll(captured).Giving(types).Graph;
            Inputs = [.. x.Leaves, .. captured];
        }

        public Graph[] Graphs { get; }

        public Value[] Inputs { get; }

        public object? Unflatten(Value[] leaves) => result.Unflatten(leaves);

        TensorType[] CommonTypes(string operation, StagedBody[] staged)
        {
            var types = staged[0].Types;
            foreach (var s in staged[1..])
                for (int i = 0; i < types.Length; i++)
                {
                    if (s.Types[i].Shape != types[i].Shape) throw new AdException($"{operation}: {result.PathOf(i, "the result")} is {types[i]} in one body and {s.Types[i]} in another; the shapes must be equal.", ErrorId.ShapeMismatch);
                    var (dtype, weak) = Promote(Tensor.Full(types[i], 0), Tensor.Full(s.Types[i], 0));
                    types[i] = new(dtype, types[i].Shape, weak);
                }
            return types;
        }
    }

    /// <summary>The operands, an array of trees. PowerShell passes a single $null as the array itself.</summary>
    static Tree FlattenOperands(string operation, object?[]? operands) =>
        Tree.Array([.. (operands ?? [null]).Select((o, i) => Tree.Of(o, $"operand {i + 1} of {operation}"))]);
}
