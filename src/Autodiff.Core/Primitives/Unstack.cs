using Autodiff.Graphs;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>The parts along an axis, each with that axis removed: a result for each index (jax.lax.split). It is linear; the transpose stacks.</summary>
/// <param name="Axis">The axis.</param>
sealed record Unstack(int Axis) : Primitive
{
    public override string Parameters => $"axis={Axis}";

    public override TensorType[] Infer(TensorType[] x)
    {
        if (Axis < 0 || Axis >= x[0].Rank) throw new AdException($"Unstack: {x[0]} has no axis {Axis}.", ErrorId.InvalidAxis);
        var y = new TensorType[x[0].Shape[Axis]];
        Array.Fill(y, x[0].With(x[0].Shape.Without(Axis)));
        return y;
    }

    public override Tensor[] Evaluate(Tensor[] x)
    {
        var types = Infer([x[0].Type]);
        return Axis == 0
            ? [.. types.Select((_, i) => Rows.Get(x[0], i))]
            : [.. types.Select((t, i) => Part(x[0].Type, i).Evaluate(x)[0].Retyped(t))];
    }

    public override (Value[] Y, Value?[] DY) Jvp(Value[] x, Value?[] dx) => (this.Bind(x), this.Bind([dx[0]!]));

    public override Value?[] LinearTranspose(Value?[] ct, Operand[] x)
    {
        var zero = Tensor.Zeros(x[0].Type.With(x[0].Type.Shape.Without(Axis)));
        return [Ad.Stack(Array.ConvertAll(ct, c => c ?? zero), Axis)];
    }

    public override (Value[] Y, bool[] Batched) Batch(Value[] x, bool[] batched, int size)
    {
        var y = new Unstack(Axis + 1).Bind(x);
        var all = new bool[y.Length];
        Array.Fill(all, true);
        return (y, all);
    }

    public override HloValue[] Lower(Hlo hlo, HloValue[] x, TensorType[] y) =>
        [.. y.Select((t, i) => hlo.Reshape(Lowered(hlo, x, i), t.Shape))];

    HloValue Lowered(Hlo hlo, HloValue[] x, int index)
    {
        var part = Part(x[0].Type, index);
        return part.Lower(hlo, x, part.Infer([x[0].Type]))[0];
    }

    // The part at an index, which still has the axis.
    Slice Part(TensorType x, int index)
    {
        int[] starts = new int[x.Rank];
        starts[Axis] = index;
        return new(new(starts), x.Shape.With(Axis, index + 1), IntegerList.Repeat(1, x.Rank));
    }
}

public static partial class Ad
{
    /// <summary>The parts along an axis, each with that axis removed (jnp.unstack).</summary>
    /// <param name="x">A value of any dtype with at least one axis.</param>
    /// <param name="axis">An axis; negative values count from the end. Default: 0.</param>
    /// <returns>A value for each index along the axis.</returns>
    /// <exception cref="AdException">The axis is out of range.</exception>
    public static Value[] Unstack(Value x, Axes? axis = null)
    {
        Given(x);
        int along = OneAxis(axis, 0, x.Rank);
        return x.Type.Shape[along] == 0 ? [] : new Unstack(along).Bind(x);
    }
}
