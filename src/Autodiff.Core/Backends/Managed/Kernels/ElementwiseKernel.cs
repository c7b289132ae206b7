using Autodiff.Tracing;

namespace Autodiff.Backends.Managed;

/// <summary>An elementwise primitive by itself, by the code of loops. It computes f32 with that code whatever the size, because a function of f32 is rounded differently by plain loops.</summary>
sealed class ElementwiseKernel(SingleResult primitive) : IKernel
{
    // Below this size a plain loop is faster.
    const int Least = 64;

    public void Run(ReadOnlySpan<Tensor> x, Destination y)
    {
        int size = y.Memory.Count;
        if ((size >= Least || y.Type.DType == DType.F32) && LoopKernel.Of(primitive, x, y.Type, size) is { } loop) loop.Run(x, [y.Memory]);
        else primitive.Evaluate([.. x], y);
    }
}
