using Autodiff.Families;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>The same elements in another shape, in row-major order (StableHLO reshape).</summary>
/// <param name="To">The shape of the result.</param>
sealed record Reshape(Shape To) : Linear
{
    public override string Parameters => $"shape={To}";

    protected override TensorType Infer(TensorType x) => x.Shape.Size == To.Size ? x.With(To) : throw Error($"{x} has {x.Shape.Size} elements, {To} has {To.Size}.", ErrorId.ShapeMismatch);

    protected override bool Moves => true;

    protected override Tensor Known(Tensor[] x, TensorType y) => x[0].Retyped(y);

    protected override void Move<T>(ReadOnlySpan<Tensor> x, Destination y) => x[0].Elements<T>().CopyTo(y.Elements<T>());

    protected override Value LinearTranspose(Value ct, TensorType x) => Ad.Reshape(ct, x.Shape);

    protected override Value Batch(Value x, int size) => Ad.Reshape(x, To.Prepend(size));

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => hlo.Reshape(x[0], To);
}

public static partial class Ad
{
    /// <summary>The same elements in another shape, in row-major order (jnp.reshape).</summary>
    /// <param name="x">A value of any dtype.</param>
    /// <param name="shape">A shape of the size of <paramref name="x"/>. One dimension may be -1; it is computed from the others.</param>
    /// <exception cref="AdException">The sizes differ, or more than one dimension is -1.</exception>
    public static Value Reshape(Value x, IntegerList shape)
    {
        Given(x);
        return Reshape(x, Resolve(shape, x.Type.Shape));
    }

    internal static Value Reshape(Value x, Shape shape) =>
        x.Type.Shape == shape ? x : x is Tensor { IsSplat: true } t && t.Size == shape.Size ? t.Retyped(t.Type.With(shape)) : new Reshape(shape).Bind(x);

    static Shape Resolve(IntegerList shape, Shape from)
    {
        int unknown = shape.Span.IndexOf(-1);
        if (unknown < 0) return new(shape.ToArray());
        var dims = shape.ToArray();
        dims[unknown] = 1;
        long known = dims.Contains(-1) ? 0 : new Shape(dims).Size;
        if (known == 0 || from.Size % known != 0) throw new AdException($"Reshape: the shape {from} ({from.Size} elements) cannot become {shape}. The number of elements must stay the same. One dimension may be -1; its size is inferred.", ErrorId.ShapeMismatch);
        dims[unknown] = AxisLength(from.Size / known, nameof(Reshape));
        return new(dims);
    }
}
