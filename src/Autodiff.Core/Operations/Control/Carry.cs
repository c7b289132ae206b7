using Autodiff.Tracing;
using Autodiff.Trees;

namespace Autodiff;

public static partial class Ad
{
    /// <summary>The carry of a loop: a tree whose types the body must give again. A weakly typed one is promoted to what the body makes of it.</summary>
    sealed class Carry
    {
        readonly string operation;

        public Carry(string operation, object? init)
        {
            this.operation = operation;
            (Tree, Initial) = TreeDefinition.Flatten(init, $"the initial value of {operation}");
        }

        public TreeDefinition Tree { get; }

        /// <summary>The leaves that it begins with.</summary>
        public Value[] Initial { get; private set; }

        public TensorType[] Types => Array.ConvertAll(Initial, v => v.Type);

        /// <summary>The structure of what else the body gives.</summary>
        public TreeDefinition OutputTree { get; private set; } = TreeDefinition.Null;

        /// <summary>Traces the body, again and again while the carry's types change: promotion only goes up, so it ends.</summary>
        /// <param name="body">Takes the carry and something else; gives the carry, and perhaps an output.</param>
        /// <param name="others">The structures of the other arguments.</param>
        /// <param name="inputs">Their leaves.</param>
        /// <param name="isCarryFirst">Whether the carry comes before them.</param>
        /// <param name="hasOutput">Whether the body gives an output beside the carry.</param>
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
