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
            Initial = Tree.Of(init, $"the initial value of {operation}");
        }

        /// <summary>The initial carry.</summary>
        public Tree Initial { get; private set; }

        public TreeDefinition Structure => Initial.Definition;

        public TensorType[] Types => Array.ConvertAll(Initial.Leaves, v => v.Type);

        /// <summary>Traces the body until the types of the carry no longer change. This ends, because promotion only goes up.</summary>
        /// <param name="body">Takes the carry and the other arguments; returns the next carry, and an output if <paramref name="hasOutput"/> is true.</param>
        /// <param name="others">The structures of the other arguments.</param>
        /// <param name="inputs">The leaves of the other arguments.</param>
        /// <param name="isCarryFirst">Whether the carry is the first argument.</param>
        /// <param name="hasOutput">Whether the body returns an output beside the carry.</param>
        /// <returns>The body. Its result is the carry, or an array of the carry and the output.</returns>
        public StagedBody Settle(Body body, TreeDefinition[] others, Actual[] inputs, bool isCarryFirst, bool hasOutput)
        {
            while (true)
            {
                var own = Array.ConvertAll(Types, t => new Actual(t, null, $"the carry of {operation}"));
                var step = StagedBody.Trace(body, $"the body of {operation}",
                    TreeDefinition.Array(isCarryFirst ? [Structure, .. others] : [.. others, Structure]), isCarryFirst ? [.. own, .. inputs] : [.. inputs, .. own],
                    result => Read(result, hasOutput));
                if (!Promoted(step.Types)) return step.Giving([.. Types, .. step.Types[Initial.Leaves.Length..]]);
            }
        }

        Tree Read(object? result, bool hasOutput)
        {
            object? output = null;
            if (hasOutput) (result, output) = Pair(result);
            var carry = Tree.Of(result, $"the carry that the body of {operation} returns");
            if (!carry.Definition.Equals(Structure)) throw new AdException($"{operation}: the carry begins as {Structure}, but the body returned {carry}. Its structure must stay the same.", ErrorId.StructureMismatch);
            if (!hasOutput) return carry;
            return Tree.Array(carry, ScriptHost.Current.Unwrap(output) is null ? Tree.Null : Tree.Of(output, $"the output of the body of {operation}"));
        }

        bool Promoted(TensorType[] given)
        {
            bool changed = false;
            var next = (Value[])Initial.Leaves.Clone();
            for (int i = 0; i < next.Length; i++)
            {
                var type = next[i].Type;
                if (given[i].Shape != type.Shape) throw new AdException($"{operation}: {Structure.PathOf(i, "the carry")} begins as {type}, but the body returned {given[i]}. Its shape must stay the same.", ErrorId.ShapeMismatch);
                var (dtype, weak) = Promote(Tensor.Full(type, 0), Tensor.Full(given[i], 0));
                if (dtype == type.DType && weak == type.Weak) continue;
                next[i] = Cast(next[i], dtype, weak);
                changed = true;
            }
            Initial = Initial with { Leaves = next };
            return changed;
        }
    }
}
