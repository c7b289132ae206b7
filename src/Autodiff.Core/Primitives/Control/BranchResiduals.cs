using Autodiff.Graphs;
using Autodiff.Transforms;

namespace Autodiff;

/// <summary>
/// Gives two linearized branches the same residuals. A residual that is an input of the branches is forwarded unchanged. A residual that a branch computes has a slot;
/// slots are shared by type, and the other branch fills them with zeros, which it never reads.
/// </summary>
sealed class BranchResiduals
{
    readonly Linearized[] branches;
    readonly int results, tangents;
    readonly List<TensorType> slots = [];
    // For each residual of a branch: its slot, or ~i for the i-th input.
    readonly int[][] places;

    public BranchResiduals(Linearized then, Linearized @else, int results, int tangents)
    {
        (branches, this.results, this.tangents) = ([then, @else], results, tangents);
        places = Array.ConvertAll(branches, Place);
        ForwardedInputs = [.. places.SelectMany(p => p).Where(p => p < 0).Select(p => ~p).Distinct()];
    }

    /// <summary>The inputs that a branch needs again, in the order of the inputs of the linear graphs after the slots.</summary>
    public int[] ForwardedInputs { get; }

    /// <summary>The primal graph of a branch, which returns its results and then every slot.</summary>
    public Graph Primal(int branch)
    {
        var g = branches[branch].Primal;
        var filled = new Value[slots.Count];
        for (int k = 0; k < filled.Length; k++)
            filled[k] = Array.IndexOf(places[branch], k) is >= 0 and var i ? g.Outputs[branches[branch].Residuals[i]] : Tensor.Zeros(slots[k]);
        return g.WithOutputs([.. g.Outputs[..results], .. filled]);
    }

    /// <summary>The linear graph of a branch, which takes the tangents, every slot, and every forwarded input.</summary>
    public Graph Linear(int branch)
    {
        var g = branches[branch].Linear;
        int next = g.Variables;
        Variable Input(int place, TensorType type) =>
            Array.IndexOf(places[branch], place) is >= 0 and var i ? g.Inputs[tangents + i] : new(null, type, next++);
        var taken = new List<Variable>(g.Inputs[..tangents]);
        for (int k = 0; k < slots.Count; k++) taken.Add(Input(k, slots[k]));
        foreach (int i in ForwardedInputs) taken.Add(Input(~i, branches[0].Primal.Inputs[i].Type));
        return new([.. taken], g.Equations, g.Outputs, next);
    }

    int[] Place(Linearized branch)
    {
        var used = new HashSet<int>();
        return Array.ConvertAll(branch.Residuals, r =>
        {
            if (r < 0) return r;
            var type = branch.Primal.Outputs[r].Type;
            int k = 0;
            while (k < slots.Count && (slots[k] != type || used.Contains(k))) k++;
            if (k == slots.Count) slots.Add(type);
            used.Add(k);
            return k;
        });
    }
}
