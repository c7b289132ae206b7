using Autodiff.Families;
using Autodiff.Graphs;
using Autodiff.Tracing;

namespace Autodiff;

sealed partial record Scatter
{
    public override (Value Y, Value? DY) JvpOne(Value[] x, Value?[] dx) => Kind switch
    {
        ScatterKind.Add => (this.Bind(x), Sum(x[1], dx[0] ?? Tensor.Zeros(x[0].Type), dx[2])),
        ScatterKind.Multiply => (this.Bind(x), MultiplyTangent(x, dx)),
        ScatterKind.Update => Unique ? (this.Bind(x), Overwritten(x, dx)) : UpdateTangent(x, dx),
        _ => ExtremumTangent(x, dx),
    };

    /// <summary>Adds updates at the indices. The operands may be tangents, of which null is zero.</summary>
    Value Sum(Value indices, Value operand, Value? updates) => updates is null ? operand : new Scatter(Layout, ScatterKind.Add, Unique).Bind(operand, indices, updates);

    Value Read(Value operand, Value indices, TensorType updates) => new Gather(Layout, Layout.Sizes(operand.Type.Shape, updates.Shape), OutOfRange.Zero).Bind(operand, indices);

    Value Overwritten(Value[] x, Value?[] dx) => this.Bind(dx[0] ?? Tensor.Zeros(x[0].Type), x[1], dx[2] ?? Tensor.Zeros(x[2].Type));

    // The tangent is x·u at each window. If windows overlap, the derivative of one update would need the product of the others.
    Value? MultiplyTangent(Value[] x, Value?[] dx)
    {
        var fromOperand = dx[0] is { } d ? this.Bind(d, x[1], x[2]) : null;
        if (dx[2] is null) return fromOperand;
        if (!Unique) throw Error("updates that are multiplied at computed indices have no gradient, because an index may occur twice. Use constant indices that are all different.", ErrorId.NotDifferentiable);
        return Ad.AddTangents(fromOperand, x[0] * Sum(x[1], Tensor.Zeros(x[0].Type), dx[2]));
    }

    // The tangent is shared evenly by those that are the extremum: updates, and perhaps the operand's element (jax/_src/lax/slicing.py, _scatter_extremal_jvp).
    (Value, Value?) ExtremumTangent(Value[] x, Value?[] dx)
    {
        var y = this.Bind(x);
        var dtype = x[0].DType;
        var won = Ad.Cast(Ad.Equal(x[2], Read(y, x[1], x[2].Type)), dtype);
        // A NaN is the extremum too, although it is not equal to itself.
        var kept = Ad.Cast(Ad.Where(Ad.NotEqual(x[0], x[0]), true, Ad.Equal(x[0], y)), dtype);
        var count = Sum(x[1], kept, won);
        var dy = Sum(x[1], dx[0] is { } d ? d * kept : Tensor.Zeros(x[0].Type), dx[2] is { } du ? du * won : null);
        return (y, dy / Ad.Where(Ad.Equal(count, 0), 1, count));
    }

    // Each update gets a number, which is scattered in the same way. An update was used where its number is read back (jax/_src/lax/slicing.py, _scatter_jvp).
    (Value, Value?) UpdateTangent(Value[] x, Value?[] dx)
    {
        var (operand, updates) = (x[0].Type, x[2].Type);
        var positions = Layout.Window.Complement(updates.Rank);
        var numbered = updates.Shape.Select(positions);
        var numbers = Ad.Broadcast(Ad.Reshape(Ad.Iota(DType.I32, new Shape((int)numbered.Size), 0), numbered) + 1, updates.Shape, positions);
        var winners = this.Bind(Tensor.Zeros(operand.With(DType.I32)), x[1], numbers);
        var counts = Ad.Equal(Read(winners, x[1], updates), numbers);
        var dy = dx[0] is { } d ? Ad.Where(Ad.Equal(winners, 0), d, Tensor.Zeros(operand)) : Tensor.Zeros(operand);
        return (this.Bind(x), Sum(x[1], dy, dx[2] is { } du ? Ad.Where(counts, du, Tensor.Zeros(updates)) : null));
    }

    protected override Value?[] TransposeOne(Value ct, Operand[] x)
    {
        var indices = x[1].Known;
        Value Updates() => Read(ct, indices, x[2].Type);
        return Kind switch
        {
            ScatterKind.Add => [x[0].IsLinear ? ct : null, null, x[2].IsLinear ? Updates() : null],
            ScatterKind.Multiply => [this.Bind(ct, indices, x[2].Known), null, null],
            ScatterKind.Update when Unique => [x[0].IsLinear ? this.Bind(ct, indices, Tensor.Zeros(x[2].Type)) : null, null, x[2].IsLinear ? Updates() : null],
            _ => base.TransposeOne(ct, x),
        };
    }
}
