using Autodiff.Families;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>Axis i of the result is axis Permutation[i] of the operand (StableHLO transpose).</summary>
/// <param name="Permutation">Each axis once.</param>
sealed record Transpose(Axes Permutation) : Linear
{
    public override string Parameters => $"permutation={Permutation}";

    protected override TensorType Infer(TensorType x) => x.With(x.Shape.Select(Permutation));

    protected override bool Moves => true;

    protected override Tensor? Known(Tensor[] x, TensorType y) => x[0].IsSplat ? x[0].Retyped(y) : null;

    internal override View? ViewOf(Shape x)
    {
        var from = x.Strides();
        return new(Array.ConvertAll(Permutation.ToArray(), a => from[a]));
    }

    protected override Value LinearTranspose(Value ct, TensorType x) => Ad.Permute(ct, Permutation.Inverse());

    protected override Value Batch(Value x, int size) => Ad.Permute(x, Permutation.Shift(1).Prepend(0));

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y) => hlo.Op("stablehlo.transpose", y, x, $"permutation = {Hlo.I64(Permutation)}");
}

public static partial class Ad
{
    /// <summary>Permutes the axes (jnp.transpose).</summary>
    /// <param name="x">A value of any dtype.</param>
    /// <param name="permutation">Each axis once; negative values count from the end. Default: the axes in reverse order.</param>
    /// <exception cref="AdException">The permutation does not list each axis once.</exception>
    public static Value Transpose(Value x, Axes? permutation = null)
    {
        Given(x);
        if (permutation is not { } given) return Permute(x, new Axes([.. Enumerable.Range(0, x.Rank).Reverse()]));
        var p = NormalizeAxes(given, x.Rank);
        return p.Count == x.Rank ? Permute(x, p) : throw new AdException($"Transpose: the axes are {given}; expected each axis of a value of rank {x.Rank} exactly once.", ErrorId.InvalidAxis);
    }

    internal static Value Permute(Value x, Axes permutation) => permutation.IsIdentity ? x : x is Tensor { IsSplat: true } t ? t.Retyped(t.Type.With(t.Type.Shape.Select(permutation))) : new Transpose(permutation).Bind(x);

    /// <summary>Moves one axis to another position (jnp.moveaxis).</summary>
    internal static Value MoveAxisTo(Value x, int from, int to)
    {
        if (from == to) return x;
        var p = Enumerable.Range(0, x.Rank).ToList();
        p.RemoveAt(from);
        p.Insert(to, from);
        return Permute(x, new Axes([.. p]));
    }
}
