using System.Globalization;
using System.Linq.Expressions;
using System.Numerics;
using Autodiff.Tracing;
using Autodiff.Tracing.Paths;

namespace Autodiff;

/// <summary>The results of operators, conversions and conditions that a dynamic language applies to a <see cref="Value"/>.</summary>
static class DynamicAnswers
{
    /// <summary>
    /// Whether a value of one element is true, or not 0. The truth of a traced value is a condition of the path being traced. To a script in a trace, numbers with axes are
    /// an array, which is true if it has several items. Booleans with axes are a comparison, which is neither true nor false.
    /// </summary>
    public static bool Truth(Value x)
    {
        if (x.Rank > 0 && x.DType != DType.Bool && Trace.Current is not EvaluationTrace && (x.Rank > 1 || x.Count != 1)) return x.Count > 1 || x.Count == 1 && x.Type.Shape[1] > 0;
        if (x.Size != 1)
            throw new AdException($"A tensor of shape {x.Type.Shape} is neither true nor false. Use {Spell.Name("Ad.Any", "x")} or {Spell.Name("Ad.All", "x")}, or a condition of one element.", ErrorId.AmbiguousTruth);
        if (x is Tensor t) return t.Truth;
        if (x.DType != DType.Bool) x = Ad.NotEqual(x, 0);
        return Conditions.Decide(x.Rank == 0 ? x : Ad.Reshape(x, new Shape()));
    }

    /// <summary>The .NET number of a tensor of one element. [int], [long] and [uint] round half to even, as PowerShell's casts do.</summary>
    public static T Number<T>(Value x) where T : INumberBase<T>
    {
        string name = Name(typeof(T));
        if (x is not Tensor t)
            throw new AdException($"[{name}]: a traced value ({x.Type}) has no number until the function runs. Use {Spell.Name("Ad.Cast", "x", name is "int" ? "'i32'" : name is "long" ? "'i64'" : name is "float" ? "'f32'" : "'f64'")}, which keeps it traced.", ErrorId.TracedCast);
        if (t.Size != 1) throw new AdException($"[{name}]: the tensor has shape {x.Type.Shape}; expected one element. Use .Data, .ToArray() or an index.", ErrorId.NotScalar);
        return (T)To(typeof(T), name, t, 0);
    }

    /// <summary><c>$x.Data</c></summary>
    public static Array Data(Value x) => x.Data;

    /// <summary>Whether a type is an array of numbers, or of such arrays.</summary>
    public static bool IsNumeric(Type type) => type.IsArray && type.GetElementType()! is var element && (Conversion.ElementDType(element) is not null || type.GetArrayRank() == 1 && IsNumeric(element));

    /// <summary>The elements of a tensor as an array of numbers. They are rounded as single numbers are.</summary>
    /// <param name="x">A tensor.</param>
    /// <param name="type">The type of the array: with one axis, with the axes of the tensor, or arrays in an array.</param>
    /// <exception cref="AdException">The tensor has other axes, or an element is out of range.</exception>
    public static Array Elements(Value x, Type type)
    {
        var t = (Tensor)x;
        Type element = type.GetElementType()!;
        int depth = 0;
        for (Type? e = type; e is { IsArray: true }; e = e.GetElementType()) depth += e.GetArrayRank();
        // A single number is an array of one, as in PowerShell.
        if (t.Rank == 0 && depth == 1) t = (Tensor)Ad.Reshape(t, new Shape(1));
        if (t.Rank != depth) throw new AdException($"[{Name(type)}]: the tensor has shape {x.Type.Shape}; expected {depth} {(depth == 1 ? "axis" : "axes")}. Use .Data for all elements in a row, or .ToArray() for an array of its axes.", ErrorId.ShapeMismatch);
        Tensor.Room(t.Type);
        var r = System.Array.CreateInstance(element, type.GetArrayRank() == 1 ? [t.Count] : t.Shape);
        if (element.IsArray)
        {
            for (int i = 0; i < t.Count; i++) r.SetValue(Elements(Ad.Index(t, [i]), element), i);
            return r;
        }
        if (element == t.DType.ElementType) return t.ToArray();
        int[] at = new int[t.Rank];
        for (long n = 0; n < t.Size; n++)
        {
            long rest = n;
            for (int axis = at.Length - 1; axis >= 0; rest /= r.GetLength(axis), axis--) at[axis] = (int)(rest % r.GetLength(axis));
            r.SetValue(To(element, Name(type), t, n), at);
        }
        return r;
    }

    static object To(Type type, string name, Tensor t, long i)
    {
        try
        {
            object element = t.Type.IsFloat ? t.ToDouble(i) : t.At(i);
            return type == typeof(Half) ? (Half)Convert.ToDouble(element, CultureInfo.InvariantCulture) : Convert.ChangeType(element, type, CultureInfo.InvariantCulture);
        }
        catch (OverflowException)
        {
            throw new AdException($"[{name}]: {t} is out of range.", ErrorId.DoesNotFit);
        }
    }

    static string Name(Type type) =>
        type.IsArray ? $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]" : type == typeof(float) ? "float" : type == typeof(int) ? "int" : type == typeof(long) ? "long" : type.Name.ToLowerInvariant();

    /// <summary>The text of a tensor.</summary>
    public static string Text(Value x) => x is Tensor
        ? x.ToString()!
        : throw new AdException($"[string]: a traced value ({x.Type}) has no text until the function runs. {Spell.Name("Ad.Print", "'x = {0}'", "x")} prints it when the function runs.", ErrorId.TracedCast);

    /// <summary><c>-not</c>, <c>++</c> and <c>--</c>.</summary>
    public static object Unary(Value x, ExpressionType operation) => operation switch
    {
        ExpressionType.Not => !Truth(x),
        ExpressionType.Increment => Binary(x, ExpressionType.Add, 1),
        ExpressionType.Decrement => Binary(x, ExpressionType.Subtract, 1),
        ExpressionType.Negate => Ad.Negate(x),
        _ => throw NotAnOperation(operation),
    };

    /// <summary>Arithmetic and comparisons with the value on the left. A comparison with <c>$null</c> gives a plain boolean.</summary>
    public static object Binary(Value x, ExpressionType operation, object? other)
    {
        var (apply, name) = Operation(operation);
        other = ScriptHost.Current.Unwrap(other);
        if (other is null)
        {
            if (operation is ExpressionType.Equal or ExpressionType.NotEqual) return operation == ExpressionType.NotEqual;
            throw new AdException($"{name}: the right operand is {Spell.Name("null")}; expected a number, an array of numbers or a tensor.", ErrorId.NullArgument);
        }
        var y = Conversion.ToValue(other, name);
        if (operation is ExpressionType.And or ExpressionType.Or or ExpressionType.ExclusiveOr or ExpressionType.LeftShift or ExpressionType.RightShift)
        {
            if (x.Type.IsFloat || y.Type.IsFloat) throw NotAnOperation(operation);
            (x, y) = SingleNumbers.Bits(operation, x, y);
        }
        var result = SingleNumbers.Apply(operation, apply, x, y);
        // The answer of two numbers is a boolean, which -contains and -in need.
        return result is Tensor { Rank: 0, DType: var dtype } answer && dtype == DType.Bool && Trace.Current is EvaluationTrace ? (object)answer.Truth : result;
    }

    /// <summary>Indexing with one index for each axis. Outside of a trace a single element is a .NET number.</summary>
    public static object? GetIndex(Value x, object?[] indices)
    {
        var y = ArrayIndices.Get(x, Array.ConvertAll(indices, Bare));
        return y is Tensor { Rank: 0 } t && Trace.Current is EvaluationTrace ? t.Item() : y;
    }

    // Items of a list may be wrapped in a PSObject, too.
    static object? Bare(object? index)
    {
        object? bare = ScriptHost.Current.Unwrap(index);
        return bare is object?[] list ? Array.ConvertAll(list, Bare) : bare;
    }

    /// <summary>Throws: elements of a tensor cannot be assigned.</summary>
    public static object SetIndex(Value x) =>
        throw new AdException($"The elements of a tensor cannot be changed. Use {Spell.Name("Ad.IndexUpdate", "x", "indices", "values")}, which returns a new tensor.", ErrorId.Immutable);

    static (Func<Value, Value, Value> Apply, string Name) Operation(ExpressionType operation) => operation switch
    {
        ExpressionType.Add => (Ad.Add, nameof(Ad.Add)),
        ExpressionType.Subtract => (Ad.Subtract, nameof(Ad.Subtract)),
        ExpressionType.Multiply => (Ad.Multiply, nameof(Ad.Multiply)),
        ExpressionType.Divide => (Ad.Divide, nameof(Ad.Divide)),
        ExpressionType.Modulo => (Ad.Remainder, nameof(Ad.Remainder)),
        ExpressionType.And => (Ad.BitwiseAnd, nameof(Ad.BitwiseAnd)),
        ExpressionType.Or => (Ad.BitwiseOr, nameof(Ad.BitwiseOr)),
        ExpressionType.ExclusiveOr => (Ad.BitwiseXor, nameof(Ad.BitwiseXor)),
        ExpressionType.LeftShift => (Ad.ShiftLeft, nameof(Ad.ShiftLeft)),
        ExpressionType.RightShift => (Ad.ShiftRight, nameof(Ad.ShiftRight)),
        ExpressionType.Equal => (Ad.Equal, nameof(Ad.Equal)),
        ExpressionType.NotEqual => (Ad.NotEqual, nameof(Ad.NotEqual)),
        ExpressionType.LessThan => (Ad.Less, nameof(Ad.Less)),
        ExpressionType.LessThanOrEqual => (Ad.LessEqual, nameof(Ad.LessEqual)),
        ExpressionType.GreaterThan => (Ad.Greater, nameof(Ad.Greater)),
        ExpressionType.GreaterThanOrEqual => (Ad.GreaterEqual, nameof(Ad.GreaterEqual)),
        _ => throw NotAnOperation(operation),
    };

    static AdException NotAnOperation(ExpressionType operation) =>
        new($"Tensors do not support the operator {operation}. They support + - * / % and comparisons, and integers -band -bor -bxor -shl -shr; other operations are functions of {Spell.Name("Ad")}, such as {Spell.Name("Ad.BitwiseAnd")}, {Spell.Name("Ad.Pow")} and {Spell.Name("Ad.MatMul")}.", ErrorId.NotAnOperation);
}
