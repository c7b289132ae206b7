namespace Autodiff;

/// <summary>The type of a tensor's elements: bool, i32, i64, u32, f32 or f64. Prints as its name and converts from it.</summary>
public sealed class DType
{
    /// <summary>True or false.</summary>
    public static readonly DType Bool = new("bool", TypeCode.Boolean, typeof(bool), 1);
    /// <summary>A signed integer of 32 bits ([int]).</summary>
    public static readonly DType I32 = new("i32", TypeCode.Int32, typeof(int), 4);
    /// <summary>A signed integer of 64 bits ([long]).</summary>
    public static readonly DType I64 = new("i64", TypeCode.Int64, typeof(long), 8);
    /// <summary>An unsigned integer of 32 bits ([uint]), of which random keys are made.</summary>
    public static readonly DType U32 = new("u32", TypeCode.UInt32, typeof(uint), 4);
    /// <summary>An IEEE 754 number of 32 bits ([float]).</summary>
    public static readonly DType F32 = new("f32", TypeCode.Single, typeof(float), 4);
    /// <summary>An IEEE 754 number of 64 bits ([double]).</summary>
    public static readonly DType F64 = new("f64", TypeCode.Double, typeof(double), 8);

    DType(string name, TypeCode code, Type type, int size) => (Name, Code, ElementType, Size) = (name, code, type, size);

    /// <summary>All of them, narrow to wide.</summary>
    public static IReadOnlyList<DType> All { get; } = [Bool, I32, I64, U32, F32, F64];

    /// <summary>The name: <c>f32</c>.</summary>
    public string Name { get; }

    /// <summary>For a switch over element types.</summary>
    public TypeCode Code { get; }

    /// <summary>The .NET type of an element.</summary>
    public Type ElementType { get; }

    /// <summary>Bytes an element.</summary>
    public int Size { get; }

    /// <summary>f32 or f64.</summary>
    public bool IsFloat => Code is TypeCode.Single or TypeCode.Double;

    /// <summary>i32, i64 or u32.</summary>
    public bool IsInteger => Code is TypeCode.Int32 or TypeCode.Int64 or TypeCode.UInt32;

    /// <summary>The dtype of a name.</summary>
    /// <exception cref="AdException">There is no such dtype.</exception>
    public static DType Parse(string name) =>
        TryParse(name) ?? throw new AdException($"'{name}' is not a dtype: write one of {string.Join(", ", All)}.", ErrorId.InvalidDType);

    /// <summary>The dtype of a name, null where there is none.</summary>
    public static DType? TryParse(string name) => All.FirstOrDefault(d => d.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The dtype of a name.</summary>
    public static implicit operator DType(string name) => Parse(name);

    /// <summary>The dtype of a .NET element type, null where it is none of ours.</summary>
    public static DType? Of(Type type) => All.FirstOrDefault(d => d.ElementType == type);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
