namespace Autodiff;

/// <summary>The mode of differentiation.</summary>
public enum DifferentiationMode
{
    /// <summary>The mode that needs fewer directions.</summary>
    Auto,
    /// <summary>Forward mode: one direction for each element of the arguments.</summary>
    Forward,
    /// <summary>Reverse mode: one direction for each element of the results.</summary>
    Reverse,
}
