namespace Autodiff;

/// <summary>The type of a tensor's elements: bool, i32, i64, u32, f32 or f64. It converts from its name and prints as it.</summary>
public sealed class DType
{
    /// <summary>A boolean ([bool]).</summary>
    public static readonly DType Bool = new("bool", TypeCode.Boolean, typeof(bool), 1);
    /// <summary>A signed 32-bit integer ([int]).</summary>
    public static readonly DType I32 = new("i32", TypeCode.Int32, typeof(int), 4);
    /// <summary>A signed 64-bit integer ([long]).</summary>
    public static readonly DType I64 = new("i64", TypeCode.Int64, typeof(long), 8);
    /// <summary>An unsigned 32-bit integer ([uint]). Random keys consist of it.</summary>
    public static readonly DType U32 = new("u32", TypeCode.UInt32, typeof(uint), 4);
    /// <summary>A 32-bit IEEE 754 float ([float]).</summary>
    public static readonly DType F32 = new("f32", TypeCode.Single, typeof(float), 4);
    /// <summary>A 64-bit IEEE 754 float ([double]).</summary>
    public static readonly DType F64 = new("f64", TypeCode.Double, typeof(double), 8);

    DType(string name, TypeCode code, Type type, int size) => (Name, Code, ElementType, Size) = (name, code, type, size);

    /// <summary>All dtypes, from narrow to wide.</summary>
    public static IReadOnlyList<DType> All { get; } = [Bool, I32, I64, U32, F32, F64];

    /// <summary>The name, such as <c>f32</c>.</summary>
    public string Name { get; }

    /// <summary>The type code of the element, for switches.</summary>
    public TypeCode Code { get; }

    /// <summary>The .NET type of an element.</summary>
    public Type ElementType { get; }

    /// <summary>The size of an element in bytes.</summary>
    public int Size { get; }

    /// <summary>Whether it is f32 or f64.</summary>
    public bool IsFloat => Code is TypeCode.Single or TypeCode.Double;

    /// <summary>Whether it is i32, i64 or u32.</summary>
    public bool IsInteger => Code is TypeCode.Int32 or TypeCode.Int64 or TypeCode.UInt32;

    /// <summary>The dtype with a name; case is ignored.</summary>
    /// <exception cref="AdException">No dtype has this name.</exception>
    public static DType Parse(string name) =>
        TryParse(name) ?? throw new AdException($"'{name}' is not a dtype: write one of {string.Join(", ", All)}.", ErrorId.InvalidDType);

    /// <summary>The dtype with a name, or null; case is ignored.</summary>
    public static DType? TryParse(string name) => All.FirstOrDefault(d => d.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The dtype with a name; case is ignored.</summary>
    public static implicit operator DType(string name) => Parse(name);

    /// <summary>The dtype of a .NET element type, or null.</summary>
    public static DType? Of(Type type) => All.FirstOrDefault(d => d.ElementType == type);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
