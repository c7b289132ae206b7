namespace Autodiff.Trees;

/// <summary>A kind of node in trees; registering one is like jax.tree_util.register_pytree_node.</summary>
public abstract class TreeNode
{
    /// <summary>Splits an object of this kind into its children.</summary>
    /// <param name="value">The object, never null.</param>
    /// <param name="path">The name of the object in errors.</param>
    /// <returns>The children and a key with value equality for all else that distinguishes two objects; null if the object is of another kind.</returns>
    /// <exception cref="AdException">The object is of this kind but cannot be a tree.</exception>
    public abstract (object? Key, object?[] Children)? Split(object value, string path);

    /// <summary>Builds an object of this kind from its children.</summary>
    public abstract object Join(object? key, object?[] children);

    /// <summary>The label of a child in a path: <c>[2]</c> or <c>.bias</c>.</summary>
    public virtual string Label(object? key, int child) => key is Names names ? "." + names[child] : $"[{child}]";

    /// <summary>
    /// Whether a scalar child is given to the user as a .NET number. It is not in a list, whose items would change their type from call to call. Default: true.
    /// </summary>
    public virtual bool HasProperties => true;
}
