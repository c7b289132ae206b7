using Autodiff.Tracing;
using Autodiff.Trees;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>The carry of a loop: a tree whose structure and types the body must return. A weakly typed leaf is promoted to the type that the body returns for it.</summary>
    sealed class Carry
    {
        readonly string operation;

        public Carry(string operation, object? init)
        {
            this.operation = operation;
            (Tree, Initial) = TreeDefinition.Flatten(init, $"the initial value of {operation}");
        }

        public TreeDefinition Tree { get; }

        /// <summary>The leaves of the initial carry.</summary>
        public Value[] Initial { get; private set; }

        public TensorType[] Types => Array.ConvertAll(Initial, v => v.Type);

        /// <summary>The structure of the body's output.</summary>
        public TreeDefinition OutputTree { get; private set; } = TreeDefinition.Null;

        /// <summary>Traces the body until the types of the carry no longer change. This ends, because promotion only goes up.</summary>
        /// <param name="body">Takes the carry and the other arguments; returns the next carry, and an output if <paramref name="hasOutput"/> is true.</param>
        /// <param name="others">The structures of the other arguments.</param>
        /// <param name="inputs">The leaves of the other arguments.</param>
        /// <param name="isCarryFirst">Whether the carry is the first argument.</param>
        /// <param name="hasOutput">Whether the body returns an output beside the carry.</param>
        public StagedBody Settle(Body body, TreeDefinition[] others, Actual[] inputs, bool isCarryFirst, bool hasOutput)
        {
            while (true)
            {
                var own = Array.ConvertAll(Types, t => new Actual(t, null, $"the carry of {operation}"));
                var step = StagedBody.Trace(body, $"the body of {operation}",
                    isCarryFirst ? [Tree, .. others] : [.. others, Tree], isCarryFirst ? [.. own, .. inputs] : [.. inputs, .. own],
                    (result, leaves) => Read(result, leaves, hasOutput));
                if (!Promoted(step.Types)) return step.Giving([.. Types, .. step.Types[Initial.Length..]]);
            }
        }

        TreeDefinition Read(object? result, List<Value> leaves, bool hasOutput)
        {
            object? output = null;
            if (hasOutput) (result, output) = Pair(result);
            var tree = TreeDefinition.Flatten(result, $"the carry that the body of {operation} gives", leaves);
            if (!tree.Equals(Tree)) throw new AdException($"{operation}: the carry begins as {Tree}, but the body gives {tree}.", ErrorId.StructureMismatch);
            OutputTree = ScriptHost.Current.Unwrap(output) is null ? TreeDefinition.Null : TreeDefinition.Flatten(output, $"the output of the body of {operation}", leaves);
            return tree;
        }

        bool Promoted(TensorType[] given)
        {
            bool changed = false;
            var next = (Value[])Initial.Clone();
            for (int i = 0; i < next.Length; i++)
            {
                var type = next[i].Type;
                if (given[i].Shape != type.Shape) throw new AdException($"{operation}: {Tree.PathOf(i, "the carry")} begins as {type}, but the body gives {given[i]}; its shape must stay the same.", ErrorId.ShapeMismatch);
                var (dtype, weak) = Promote(Tensor.Full(type, 0), Tensor.Full(given[i], 0));
                if (dtype == type.DType && weak == type.Weak) continue;
                next[i] = Cast(next[i], dtype, weak);
                changed = true;
            }
            Initial = next;
            return changed;
        }
    }
}
