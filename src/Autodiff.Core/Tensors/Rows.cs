namespace Autodiff;

/// <summary>Tensors as stacks of rows along their leading axis.</summary>
static class Rows
{
    /// <summary>One row of a tensor.</summary>
    public static Tensor Get(Tensor x, int row)
    {
        var type = x.Type.With(x.Type.Shape.From(1));
        return Strided.Read(x, type, type.Shape.Strides(), row * (int)type.Shape.Size);
    }

    /// <summary>The rows stacked along a new leading axis.</summary>
    public static Tensor Stack(ReadOnlySpan<Tensor> rows, TensorType type)
    {
        if (rows.Length == 0) return Tensor.Zeros(type).Retyped(type);
        return type.DType.Code switch
        {
            TypeCode.Double => Stack<double>(rows, type),
            TypeCode.Single => Stack<float>(rows, type),
            TypeCode.Int32 => Stack<int>(rows, type),
            TypeCode.Int64 => Stack<long>(rows, type),
            TypeCode.UInt32 => Stack<uint>(rows, type),
            _ => Stack<bool>(rows, type),
        };
    }

    static Tensor Stack<T>(ReadOnlySpan<Tensor> rows, TensorType type)
    {
        var r = new T[type.Shape.Size];
        int length = r.Length / rows.Length;
        for (int i = 0; i < rows.Length; i++)
        {
            var to = r.AsSpan(i * length, length);
            if (rows[i].IsSplat) to.Fill(rows[i].Span<T>()[0]);
            else rows[i].Span<T>().CopyTo(to);
        }
        return new(type, r);
    }
}
