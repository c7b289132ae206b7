using Autodiff.Transforms;
using Autodiff.Trees;

namespace Autodiff.Functions;

/// <summary>
/// The parameters that the callers of a function donate (jax.jit's donate_argnames). Results may reuse their memory, and the tensors cannot be used afterwards.
/// </summary>
sealed class Donation
{
    readonly Function function;
    readonly bool[] parameters;
    volatile Marks? latest;

    Donation(Function function, bool[] parameters) => (this.function, this.parameters) = (function, parameters);

    /// <summary>The donation of the named parameters; null if there are none.</summary>
    /// <exception cref="AdException">A parameter does not exist.</exception>
    public static Donation? Of(Function function, IReadOnlyCollection<string>? names)
    {
        if (names is null or { Count: 0 }) return null;
        var parameters = new bool[function.Parameters.Count];
        foreach (string name in names)
        {
            int p = Enumerable.Range(0, parameters.Length).FirstOrDefault(i => function.Parameters[i].Equals(name, StringComparison.OrdinalIgnoreCase), -1);
            if (p < 0) throw new AdException($"{function} has no parameter '{name}': -Donate takes {string.Join(", ", function.Parameters)}.", ErrorId.UnknownParameter);
            parameters[p] = true;
        }
        return new(function, parameters);
    }

    /// <summary>The leaves that are donated.</summary>
    public Mask Leaves(TreeDefinition tree)
    {
        if (latest is { } k && k.Tree.Equals(tree)) return k.Leaves;
        var r = new List<bool>();
        for (int p = 0; p < parameters.Length; p++) r.AddRange(Enumerable.Repeat(parameters[p], tree.Children[p].LeafCount));
        var leaves = new Mask([.. r]);
        latest = new(tree, leaves);
        return leaves;
    }

    /// <summary>Checks before a call that no donated tensor is also another argument.</summary>
    /// <exception cref="AdException">A donated tensor is used twice.</exception>
    public void Check(TreeDefinition tree, Tensor[] x)
    {
        var leaves = Leaves(tree);
        for (int i = 0; i < x.Length; i++)
        {
            if (!leaves[i]) continue;
            for (int j = 0; j < x.Length; j++)
                if (i != j && ReferenceEquals(x[i], x[j])) throw new AdException($"{function.Name}: '{NameOf(tree, i)}' is given up (-Donate), but the same tensor is given for '{NameOf(tree, j)}' too.", ErrorId.DonatedTwice);
        }
    }

    /// <summary>Removes the elements of the donated tensors after the call.</summary>
    public void GiveUp(TreeDefinition tree, Tensor[] x, Tensor[] y)
    {
        var leaves = Leaves(tree);
        for (int i = 0; i < x.Length; i++)
        {
            if (!leaves[i]) continue;
            // A result may be a donated argument itself. Its elements then move to a new tensor.
            for (int j = 0; j < y.Length; j++)
                if (ReferenceEquals(x[i], y[j])) y[j] = x[i].Moved();
            x[i].GiveUp($"was given up as '{NameOf(tree, i)}' in a call of {function.Name} (-Donate)");
        }
    }

    string NameOf(TreeDefinition tree, int leaf)
    {
        int p = 0;
        for (; leaf >= tree.Children[p].LeafCount; p++) leaf -= tree.Children[p].LeafCount;
        return tree.Children[p].PathOf(leaf, function.Parameters[p]);
    }

    sealed record Marks(TreeDefinition Tree, Mask Leaves);
}
