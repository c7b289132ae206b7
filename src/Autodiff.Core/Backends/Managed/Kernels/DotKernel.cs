using System.Numerics;
using Autodiff.Tracing;

namespace Autodiff.Backends.Managed;

/// <summary>Dot as matrix products.</summary>
sealed class DotKernel(Dot dot) : IKernel
{
    public void Run(ReadOnlySpan<Tensor> x, Destination y) => y.Type.DType.Visit(new Code(dot, x, y));

    readonly ref struct Code(Dot dot, ReadOnlySpan<Tensor> x, Destination y) : IElementVisitor
    {
        readonly ReadOnlySpan<Tensor> x = x;

        public void Float<T>() where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T> => Multiply<T>();

        public void Integer<T>() where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> => Multiply<T>();

        public void Boolean() => throw new NotSupportedException();

        void Multiply<T>() where T : unmanaged, INumber<T>
        {
            var a = MatrixOperand<T>.Of(x[0], dot.BatchX, dot.FreeX(x[0].Rank), dot.ContractX);
            var b = MatrixOperand<T>.Of(x[1], dot.BatchY, dot.ContractY, dot.FreeY(x[1].Rank));
            MatrixProduct.Run(a, b, y.Elements<T>());
        }
    }
}
