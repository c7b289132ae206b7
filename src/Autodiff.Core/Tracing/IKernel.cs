namespace Autodiff.Tracing;

/// <summary>The code of a backend for a graph. It gives the outputs for its inputs.</summary>
delegate Tensor[] GraphCode(ReadOnlySpan<Tensor> x);

/// <summary>The code of a backend for a primitive.</summary>
interface IKernel
{
    /// <summary>Writes each element of the result.</summary>
    void Run(ReadOnlySpan<Tensor> x, Destination y);
}
