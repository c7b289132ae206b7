using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.Tracing;

namespace Autodiff.Backends.Managed;

/// <summary>The kernels of this backend. Primitives without a kernel are computed by their plain loops.</summary>
static class ManagedKernels
{
    /// <summary>Evaluation with these kernels, also of the graphs of control flow.</summary>
    public static readonly EvaluationTrace Trace = new(Of, compile: Compiled);

    /// <summary>Makes operations outside functions use these kernels too.</summary>
    [SuppressMessage("Usage", "CA2255", Justification = "What computes at once lies below the backends, and cannot ask for one.")]
    [ModuleInitializer]
    internal static void ComputeEagerly() => EvaluationTrace.Eager = new(Of, (primitive, x, _) => Unfinished.Refuse(primitive, x));

    /// <summary>The code of the graph of a loop or branch. It is compiled once, and kept with the graph.</summary>
    static GraphCode? Compiled(Graph graph) => graph.IsForeign ? null : graph.Derived(nameof(ManagedBackend), () =>
    {
        var executable = ManagedBackend.Instance.Compile(graph, []);
        return (GraphCode)(x => executable.Run(x)!);
    });

    /// <summary>The kernel of a primitive, or null.</summary>
    public static IKernel? Of(SingleResult primitive) => primitive switch
    {
        Dot p => new DotKernel(p),
        Convolution p => new ConvolutionKernel(p),
        ReduceSum p => new SumKernel(p),
        Extremum p => new ExtremumKernel(p),
        Transpose p => new TransposeKernel(p),
        Pad p => new PadKernel(p),
        Elementwise or Negate or ConvertType => new ElementwiseKernel(primitive),
        _ => null,
    };
}
