using System.Collections;

namespace Autodiff;

/// <summary>Reads nested arrays and lists of numbers, and rectangular arrays of any rank, into tensors.</summary>
static class NumericArray
{
    // No tensor is nested deeper. An array that contains itself is.
    const int MaxRank = 32;

    /// <summary>Whether all scalars at any depth are numbers, and their common dtype: null if there are none.</summary>
    public static bool Scan(IList list, out DType? common)
    {
        common = null;
        return Scan(list, ref common, 0);
    }

    /// <summary>The tensor of an array of numbers.</summary>
    public static Tensor Read(IList list, string path)
    {
        if (list is Array a && Conversion.ElementDType(a.GetType().GetElementType()!) is { } dtype) return FromTyped(a, dtype);
        Scan(list, out var common);
        dtype = common ?? DType.F64;
        var dims = new List<int>();
        Measure(list, dims);
        var shape = new Shape([.. dims]);
        var reader = new Filler(dtype, shape, path);
        reader.Fill(list, 0, path);
        return new(new(dtype, shape), reader.Elements);
    }

    static bool Scan(IList list, ref DType? common, int depth)
    {
        if (depth > MaxRank) return false;
        if (list is Array a && Conversion.ElementDType(a.GetType().GetElementType()!) is { } dtype)
        {
            common = Common(common, dtype);
            return true;
        }
        foreach (object? item in list)
        {
            object? x = ScriptHost.Current.Unwrap(item);
            if (Conversion.AsList(x) is { } inner)
            {
                if (!Scan(inner, ref common, depth + 1)) return false;
            }
            else if (x is null || x is Enum || Conversion.ElementDType(x.GetType()) is not { } d) return false;
            else common = Common(common, d);
        }
        return true;
    }

    static DType Common(DType? met, DType dtype) => met is null ? dtype : DType.Common(met, dtype);

    /// <summary>The dimensions along the first items. The other items are compared with them when they are read.</summary>
    static void Measure(IList list, List<int> dims)
    {
        if (list is Array { Rank: > 1 } a)
        {
            for (int axis = 0; axis < a.Rank; axis++) dims.Add(a.GetLength(axis));
            return;
        }
        dims.Add(list.Count);
        if (list.Count > 0 && Conversion.AsList(ScriptHost.Current.Unwrap(list[0])) is { } inner) Measure(inner, dims);
    }

    static Tensor FromTyped(Array a, DType dtype)
    {
        var dims = new int[a.Rank];
        for (int axis = 0; axis < dims.Length; axis++) dims[axis] = a.GetLength(axis);
        var flat = dtype.NewArray(a.Length);
        if (a.GetType().GetElementType() == dtype.ElementType) a.Bytes(dtype.Size).CopyTo(flat.Bytes(dtype.Size));
        else
        {
            int i = 0;
            foreach (object x in a) dtype.Put(flat, i++, x);
        }
        return new(new(dtype, new Shape(dims)), flat);
    }

    /// <summary>Writes the numbers in row-major order, and compares each level with the shape.</summary>
    sealed class Filler(DType dtype, Shape shape, string root)
    {
        int at;

        public Array Elements { get; } = dtype.NewArray(shape.Size);

        public void Fill(IList list, int depth, string path)
        {
            if (list is Array { Rank: > 1 } a)
            {
                FillRectangle(a, depth, path);
                return;
            }
            if (depth >= shape.Rank || list.Count != shape[depth]) throw Uneven(depth, path, $"has length {list.Count}");
            for (int i = 0; i < list.Count; i++)
            {
                object x = ScriptHost.Current.Unwrap(list[i])!;
                if (Conversion.AsList(x) is { } inner) Fill(inner, depth + 1, $"{path}[{i}]");
                else if (depth + 1 == shape.Rank) dtype.Put(Elements, at++, x);
                else throw Uneven(depth + 1, $"{path}[{i}]", "is a number");
            }
        }

        void FillRectangle(Array a, int depth, string path)
        {
            for (int axis = 0; axis < a.Rank; axis++)
                if (depth + axis >= shape.Rank || a.GetLength(axis) != shape[depth + axis]) throw Uneven(depth + axis, path, $"has length {a.GetLength(axis)} along its axis {axis}");
            foreach (object? x in a) dtype.Put(Elements, at++, ScriptHost.Current.Unwrap(x)!);
        }

        AdException Uneven(int depth, string path, string found)
        {
            string needed = depth < shape.Rank ? $"an array of length {shape[depth]}" : "a number";
            string name = root.Length == 0 ? "this array" : root;
            return new($"{name}: the array is uneven. {(path.Length == 0 ? "It" : path)} {found}; expected {needed}, as for the items before it.", ErrorId.RaggedArray);
        }
    }
}
