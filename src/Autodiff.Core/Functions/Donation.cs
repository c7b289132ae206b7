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
        foreach (string name in names) parameters[function.IndexOf(name, Spell.Name("Donate"))] = true;
        return new(function, parameters);
    }

    /// <summary>The leaves that are donated.</summary>
    public Mask Leaves(TreeDefinition definition)
    {
        if (latest is { } k && k.Definition.Equals(definition)) return k.Leaves;
        var leaves = new Mask(definition.PerLeaf(p => parameters[p]));
        latest = new(definition, leaves);
        return leaves;
    }

    /// <summary>Checks before a call that no donated tensor is also another argument.</summary>
    /// <exception cref="AdException">A donated tensor is used twice.</exception>
    public void Check(TreeDefinition definition, Tensor[] x)
    {
        var leaves = Leaves(definition);
        for (int i = 0; i < x.Length; i++)
        {
            if (!leaves[i]) continue;
            for (int j = 0; j < x.Length; j++)
                if (i != j && ReferenceEquals(x[i], x[j])) throw new AdException($"{function.Name}: '{definition.PathOf(i, function.Parameters)}' is donated ({Spell.Name("Donate")}), but the same tensor is also passed as '{definition.PathOf(j, function.Parameters)}'.", ErrorId.DonatedTwice);
        }
    }

    /// <summary>Removes the elements of the donated tensors after the call.</summary>
    public void GiveUp(TreeDefinition definition, Tensor[] x, Tensor[] y)
    {
        var leaves = Leaves(definition);
        for (int i = 0; i < x.Length; i++)
        {
            if (!leaves[i]) continue;
            // A result may be a donated argument itself. Its elements then move to a new tensor.
            for (int j = 0; j < y.Length; j++)
                if (ReferenceEquals(x[i], y[j])) y[j] = x[i].Moved();
            x[i].GiveUp($"was donated as '{definition.PathOf(i, function.Parameters)}' in a call of {function.Name} ({Spell.Name("Donate")})");
        }
    }

    sealed record Marks(TreeDefinition Definition, Mask Leaves);
}
