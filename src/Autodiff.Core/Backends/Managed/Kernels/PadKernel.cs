using Autodiff.Tracing;

namespace Autodiff.Backends.Managed;

/// <summary>Padding, row by row.</summary>
sealed class PadKernel(Pad pad) : IKernel
{
    public void Run(ReadOnlySpan<Tensor> x, Destination y)
    {
        // Elements between those of a row are rare.
        if (x[0].IsSplat || x[0].Rank == 0 || pad.Interior[^1] != 0) pad.Evaluate([.. x], y);
        else y.Type.DType.Move(new Rows(pad, x, y));
    }

    readonly ref struct Rows(Pad pad, ReadOnlySpan<Tensor> x, Destination y) : IElementMover
    {
        readonly ReadOnlySpan<Tensor> x = x;

        public void Move<T>() where T : unmanaged
        {
            var (kept, from, to) = pad.Placed(x[0].Type.Shape, y.Type.Shape);
            var source = x[0].Elements<T>().ToSpan();
            var target = y.Elements<T>();
            target.Fill(x[1].Elements<T>()[0]);
            if (kept.Size == 0) return;
            int length = kept[kept.Rank - 1];
            var rows = new Shape(kept.Dims[..^1].ToArray());
            var read = new Positions(rows, from.Strides[..^1], from.Offset).GetEnumerator();
            foreach (int at in new Positions(rows, to.Strides[..^1], to.Offset))
            {
                read.MoveNext();
                source.Slice(read.Current, length).CopyTo(target[at..]);
            }
        }
    }
}
