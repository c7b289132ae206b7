using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Autodiff;

/// <summary>Reads nested arrays and lists of numbers, and rectangular arrays of any rank, into tensors.</summary>
static class NumericArray
{
    // No tensor is nested deeper. An array that contains itself is.
    const int MaxRank = 32;

    /// <summary>The .NET types that an array contains; they determine the dtype of the tensor.</summary>
    [Flags]
    internal enum Kinds
    {
        None = 0,
        Bool = 1,
        Int = 2,
        Long = 4,
        UInt = 8,
        Float = 16,
        Double = 32,
    }

    /// <summary>Whether all scalars at any depth are numbers, and the types that occur.</summary>
    public static bool Scan(IList list, out Kinds kinds)
    {
        kinds = default;
        return Scan(list, ref kinds, 0);
    }

    /// <summary>The tensor of an array of numbers.</summary>
    public static Tensor Read(IList list, string path)
    {
        if (list is Array a && Conversion.ElementDType(a.GetType().GetElementType()!) is { } dtype) return FromTyped(a, dtype);
        Scan(list, out var kinds);
        var dims = new List<int>();
        Measure(list, dims);
        var shape = new Shape([.. dims]);
        dtype = DTypeOf(kinds);
        var reader = new Filler(dtype, shape, path);
        reader.Fill(list, 0, path);
        return new(new(dtype, shape), reader.Elements);
    }

    static bool Scan(IList list, ref Kinds kinds, int depth)
    {
        if (depth > MaxRank) return false;
        if (list is Array a && Conversion.ElementDType(a.GetType().GetElementType()!) is { } dtype)
        {
            kinds |= KindOf(dtype);
            return true;
        }
        foreach (object? item in list)
        {
            object? x = ScriptHost.Current.Unwrap(item);
            if (Conversion.AsList(x) is { } inner)
            {
                if (!Scan(inner, ref kinds, depth + 1)) return false;
            }
            else if (x is null || x is Enum || Conversion.ElementDType(x.GetType()) is not { } d) return false;
            else kinds |= KindOf(d);
        }
        return true;
    }

    static Kinds KindOf(DType dtype) => dtype.Code switch
    {
        TypeCode.Boolean => Kinds.Bool,
        TypeCode.Int32 => Kinds.Int,
        TypeCode.Int64 => Kinds.Long,
        TypeCode.UInt32 => Kinds.UInt,
        TypeCode.Single => Kinds.Float,
        _ => Kinds.Double,
    };

    static DType DTypeOf(Kinds kinds)
    {
        if (kinds == Kinds.None || kinds.HasFlag(Kinds.Double)) return DType.F64;
        if (kinds.HasFlag(Kinds.Float)) return DType.F32;
        if (kinds.HasFlag(Kinds.Long) || kinds.HasFlag(Kinds.UInt | Kinds.Int)) return DType.I64;
        return kinds.HasFlag(Kinds.UInt) ? DType.U32 : kinds.HasFlag(Kinds.Int) ? DType.I32 : DType.Bool;
    }

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
        var flat = Array.CreateInstance(dtype.ElementType, a.Length);
        if (a.GetType().GetElementType() == dtype.ElementType) Buffer.BlockCopy(a, 0, flat, 0, Buffer.ByteLength(a));
        else
        {
            int i = 0;
            foreach (object x in a) flat.SetValue(Convert.ChangeType(x, dtype.ElementType, null), i++);
        }
        return new(new(dtype, new Shape(dims)), flat);
    }

    /// <summary>Writes the numbers in row-major order, and compares each level with the shape.</summary>
    sealed class Filler(DType dtype, Shape shape, string root)
    {
        int at;

        [SuppressMessage("Performance", "CA1859", Justification = "The type of the elements is known at run time only.")]
        public Array Elements { get; } = Array.CreateInstance(dtype.ElementType, shape.Size);

        public void Fill(IList list, int depth, string path)
        {
            if (list is Array { Rank: > 1 } a)
            {
                FillRectangle(a, depth, path);
                return;
            }
            if (depth >= shape.Rank || list.Count != shape[depth]) throw Uneven(depth, path, $"has the length {list.Count}");
            for (int i = 0; i < list.Count; i++)
            {
                object x = ScriptHost.Current.Unwrap(list[i])!;
                if (Conversion.AsList(x) is { } inner) Fill(inner, depth + 1, $"{path}[{i}]");
                else if (depth + 1 == shape.Rank) Put(x);
                else throw Uneven(depth + 1, $"{path}[{i}]", "is a number");
            }
        }

        void FillRectangle(Array a, int depth, string path)
        {
            for (int axis = 0; axis < a.Rank; axis++)
                if (depth + axis >= shape.Rank || a.GetLength(axis) != shape[depth + axis]) throw Uneven(depth + axis, path, $"has the length {a.GetLength(axis)} along its axis {axis}");
            foreach (object? x in a) Put(ScriptHost.Current.Unwrap(x)!);
        }

        void Put(object x)
        {
            switch (Elements)
            {
                case double[] d: d[at++] = Convert.ToDouble(x, null); break;
                case float[] f: f[at++] = Convert.ToSingle(x, null); break;
                case int[] n: n[at++] = Convert.ToInt32(x, null); break;
                case long[] l: l[at++] = Convert.ToInt64(x, null); break;
                case uint[] u: u[at++] = Convert.ToUInt32(x, null); break;
                default: ((bool[])Elements)[at++] = (bool)x; break;
            }
        }

        AdException Uneven(int depth, string path, string found)
        {
            string needed = depth < shape.Rank ? $"an array of length {shape[depth]}" : "a number";
            string name = root.Length == 0 ? "this array" : root;
            return new($"{name}: the array is uneven: {(path.Length == 0 ? "it" : path)} {found}, where the items before it have {needed}. A tensor's rows are of one length.", ErrorId.RaggedArray);
        }
    }
}
