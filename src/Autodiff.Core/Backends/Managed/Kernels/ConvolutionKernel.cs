using System.Numerics;
using Autodiff.Tracing;

namespace Autodiff.Backends.Managed;

/// <summary>Convolution as a matrix product for each item and group: kernels [o, c·k] times patches of the input [c·k, places].</summary>
sealed class ConvolutionKernel(Convolution convolution) : IKernel
{
    public void Run(ReadOnlySpan<Tensor> x, Destination y) => y.Type.DType.Visit(new Code(convolution, x, y));

    readonly ref struct Code(Convolution convolution, ReadOnlySpan<Tensor> x, Destination y) : IElementVisitor
    {
        readonly ReadOnlySpan<Tensor> x = x;

        public void Float<T>() where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T> => Multiply<T>();

        public void Integer<T>() where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => Multiply<T>();

        public void Boolean() => throw new NotSupportedException();

        void Multiply<T>() where T : unmanaged, INumber<T>
        {
            ReadOnlySpan<T> input = x[0].Elements<T>().ToSpan(), kernel = x[1].Elements<T>().ToSpan();
            var to = y.Elements<T>();
            to.Clear();
            var patches = new Patches(convolution, Convolution.Spatial(x[0].Type), Convolution.Spatial(x[1].Type), Convolution.Spatial(y.Type));
            int groups = convolution.Groups, channels = x[1].Type.Shape[1], outputs = x[1].Type.Shape[0] / groups;
            int size = channels * (int)Convolution.Spatial(x[0].Type).Size, inner = channels * patches.Kernels, places = outputs * patches.Outputs;
            var matrix = new T[inner * patches.Outputs];
            int items = matrix.Length == 0 ? 0 : y.Type.Shape[0] * groups;
            for (int n = 0; n < items; n++)
            {
                patches.Fill(input.Slice(n * size, size), matrix);
                MatrixProduct.Run(kernel.Slice(n % groups * outputs * inner, outputs * inner), matrix, to.Slice(n * places, places), outputs, patches.Outputs, inner);
            }
        }
    }
}
