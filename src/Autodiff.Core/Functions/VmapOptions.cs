namespace Autodiff;

/// <summary>The options of a mapped function: the axes of the items.</summary>
public readonly record struct VmapOptions
{
    /// <summary>The axis of the items in each argument, which applies to all its leaves; null for an argument that is not mapped. Default: 0.</summary>
    public AxisMap? InAxes { get; init; }

    /// <summary>The axis of the items in each result; null for a result that is the same for all items. Default: 0.</summary>
    public AxisMap? OutAxes { get; init; }
}
