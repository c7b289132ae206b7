namespace Autodiff;

/// <summary>Tensors as stacks of rows along their leading axis.</summary>
static class Rows
{
    /// <summary>One row of a tensor.</summary>
    public static Tensor Get(Tensor x, int row)
    {
        var type = x.Type.With(x.Type.Shape.From(1));
        if (x.IsSplat) return x.Retyped(type);
        int length = (int)type.Shape.Size;
        var y = type.DType.Allocate(length);
        using var held = new Reading(x);
        x.Storage.Host.CopyTo(y, row * length, 0, length);
        return new(type, y);
    }

    /// <summary>The rows stacked along a new leading axis.</summary>
    public static Tensor Stack(ReadOnlySpan<Tensor> rows, TensorType type)
    {
        if (rows.Length == 0) return Tensor.Full(type, 0);
        var y = type.DType.Allocate(type.Shape.Size);
        int length = (int)(type.Shape.Size / rows.Length);
        using var held = new Reading(rows);
        for (int i = 0; i < rows.Length; i++) rows[i].Storage.Host.CopyTo(y, 0, i * length, length);
        return new(type, y);
    }
}
