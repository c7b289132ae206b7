namespace Autodiff;

/// <summary>The options of a gradient.</summary>
public readonly record struct GradientOptions
{
    /// <summary>The parameters to differentiate with respect to, in the order of the gradient. Default: all that are floats.</summary>
    public string[]? Parameters { get; init; }

    /// <summary>Whether the result is an object with Value and Gradient. Default: false.</summary>
    public bool WithValue { get; init; }

    /// <summary>Whether the function returns several results, of which the first is differentiated and the others are returned as Auxiliary. Default: false.</summary>
    public bool Auxiliary { get; init; }

    /// <summary>The mode. Reverse takes one backward run for all parameters, Forward one run for each of their elements. Default: Auto, which is Reverse.</summary>
    public DifferentiationMode Mode { get; init; }
}
