namespace Autodiff.Trees;

/// <summary>A kind of structure that trees are made of (as jax.tree_util.register_pytree_node adds one).</summary>
public abstract class TreeNode
{
    /// <summary>Takes an object of this kind apart.</summary>
    /// <param name="value">The object, never null.</param>
    /// <param name="path">What an error calls it.</param>
    /// <returns>The parts that are trees, and what else tells two such objects apart, which has value equality; null where the object is of another kind.</returns>
    /// <exception cref="AdException">It is of this kind, but cannot be a tree.</exception>
    public abstract (object? Key, object?[] Children)? Split(object value, string path);

    /// <summary>Puts an object of this kind together again.</summary>
    public abstract object Join(object? key, object?[] children);

    /// <summary>A child as a path shows it: <c>[2]</c> or <c>.bias</c>.</summary>
    public virtual string Label(object? key, int child) => key is Names names ? "." + names[child] : $"[{child}]";

    /// <summary>Whether a scalar child is given to the user as a .NET number. Of a list it is not: its items would change their type from call to call.</summary>
    public virtual bool HasProperties => true;
}
