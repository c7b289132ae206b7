using Autodiff.Graphs;
using Autodiff.StableHlo;
using Autodiff.Tracing;

namespace Autodiff;

/// <summary>Joins operands along an axis; their other axes are equal (StableHLO concatenate). It is linear; the transpose slices.</summary>
/// <param name="Axis">The axis.</param>
sealed record Concatenate(int Axis) : SingleResult
{
    const int MostFused = 32;

    public override string Parameters => $"axis={Axis}";

    public override TensorType InferOne(TensorType[] x)
    {
        long length = 0;
        bool weak = true;
        foreach (var t in x)
        {
            if (t.DType != x[0].DType || t.Rank != x[0].Rank || t.Shape.Without(Axis) != x[0].Shape.Without(Axis))
                throw Error($"{string.Join(", ", x)} cannot be joined along axis {Axis}: all other dimensions must be equal.", ErrorId.ShapeMismatch);
            length += t.Shape[Axis];
            weak &= t.Weak;
        }
        return length <= int.MaxValue ? x[0].With(x[0].Shape.With(Axis, (int)length)) with { Weak = weak } : throw Error($"{length} elements along axis {Axis} are too many.", ErrorId.TooLarge);
    }

    protected override bool Moves => true;

    protected override void Move<T>(ReadOnlySpan<Tensor> x, Destination y)
    {
        var strides = y.Type.Shape.Strides();
        int offset = 0;
        foreach (var v in x)
        {
            Strided.Write(v.Elements<T>(), v.Type.Shape, y.Elements<T>(), strides, offset);
            offset += v.Type.Shape[Axis] * strides[Axis];
        }
    }

    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx)
    {
        var tangents = new Value[x.Length];
        for (int i = 0; i < x.Length; i++) tangents[i] = dx[i] ?? Tensor.Zeros(x[i].Type);
        return (this.Bind(x), this.Bind(tangents));
    }

    protected override Value?[] TransposeOne(Value ct, Operand[] x)
    {
        var r = new Value?[x.Length];
        int at = 0;
        for (int i = 0; i < x.Length; i++)
        {
            int next = at + x[i].Type.Shape[Axis];
            if (x[i].IsLinear) r[i] = Ad.SliceAxis(ct, Axis, at, next);
            at = next;
        }
        return r;
    }

    protected override Value BatchOne(Value[] x, bool[] batched, int size) => new Concatenate(Axis + 1).Bind(Families.Batching.Expand(x, batched, size));

    protected override HloValue LowerOne(Hlo hlo, HloValue[] x, TensorType y)
    {
        // XLA fuses the operands into the loop of the result, whose code then grows with the square of their number.
        if (x.Length > MostFused) x = Array.ConvertAll(x, hlo.Barrier);
        return hlo.Op("stablehlo.concatenate", y, x, $"dimension = {Axis} : i64");
    }

    const int MostJoined = 32;
}

public static partial class Ad
{
    /// <summary>Joins values along an existing axis (jnp.concatenate). Dtypes are promoted.</summary>
    /// <param name="values">At least one value; no scalars, which Stack joins. Their shapes are equal except for the axis.</param>
    /// <param name="axis">An axis; negative values count from the end. Default: 0.</param>
    /// <exception cref="AdException">There is no value, a value is a scalar, or the shapes are incompatible.</exception>
    public static Value Concatenate(Value[] values, Axes? axis = null)
    {
        var x = GivenAll(values);
        if (Array.Exists(x, v => v.Rank == 0)) throw new AdException($"Concatenate: a scalar has no axis to join along. Use {Spell.Name("Ad.Stack")}, which adds one.", ErrorId.ShapeMismatch);
        int along = OneAxis(axis, 0, x[0].Rank);
        foreach (var v in x)
            if (v.Rank != x[0].Rank || v.Type.Shape.Without(along) != x[0].Type.Shape.Without(along))
                throw new AdException($"Concatenate: the shapes {string.Join(", ", x.Select(u => u.Type.Shape))} cannot be joined along axis {along}: all other dimensions must be equal.", ErrorId.ShapeMismatch);
        return Join(MatchDTypes(x), along);
    }

    /// <inheritdoc cref="Autodiff.Concatenate"/>
    internal static Value Join(Value[] x, int axis) => x.Length == 1 ? x[0] : new Concatenate(axis).Bind(x);

    /// <summary>A copy of the values. An empty list and null values are refused.</summary>
    static Value[] GivenAll(Value[] values, [System.Runtime.CompilerServices.CallerMemberName] string operation = "")
    {
        if (values is null || values.Length == 0) throw new AdException($"{operation}: no value was given; expected at least one.", ErrorId.NullArgument);
        for (int i = 0; i < values.Length; i++) Given(values[i], $"values[{i}]", operation);
        return (Value[])values.Clone();
    }
}
