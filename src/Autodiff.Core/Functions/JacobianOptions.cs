namespace Autodiff;

/// <summary>The options of a Jacobian or a Hessian.</summary>
public readonly record struct JacobianOptions
{
    /// <summary>The parameters to differentiate with respect to, in the order of the result. Default: all that are floats.</summary>
    public string[]? Parameters { get; init; }

    /// <summary>The mode; for a Hessian, the mode that differentiates the gradient. Default: Auto, which is Forward for a Hessian.</summary>
    public DifferentiationMode Mode { get; init; }
}
