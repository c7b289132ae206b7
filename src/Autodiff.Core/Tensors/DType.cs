namespace Autodiff;

/// <summary>The type of a tensor's elements: bool, i32, i64, u32, f32 or f64. It converts from its name and prints as it.</summary>
public abstract class DType
{
    /// <summary>A boolean ([bool]).</summary>
    public static readonly DType Bool = new BooleanType("bool", "i1", 1);
    /// <summary>A signed 32-bit integer ([int]).</summary>
    public static readonly DType I32 = new IntegerType<int>("i32", "i32", 4) { IsWeakAlone = true };
    /// <summary>A signed 64-bit integer ([long]).</summary>
    public static readonly DType I64 = new IntegerType<long>("i64", "i64", 5) { IsWeakAlone = true };
    /// <summary>An unsigned 32-bit integer ([uint]). Random keys consist of it.</summary>
    public static readonly DType U32 = new IntegerType<uint>("u32", "ui32", 8);
    /// <summary>A 32-bit IEEE 754 float ([float]).</summary>
    public static readonly DType F32 = new FloatType<float>("f32", "f32", 11);
    /// <summary>A 64-bit IEEE 754 float ([double]).</summary>
    public static readonly DType F64 = new FloatType<double>("f64", "f64", 12) { IsWeakAlone = true };

    private protected DType(string name, string mlir, int xla, Type type, int size) => (Name, Mlir, Xla, ElementType, Size, Code) = (name, mlir, xla, type, size, Type.GetTypeCode(type));

    /// <summary>All dtypes, from narrow to wide.</summary>
    public static IReadOnlyList<DType> All { get; } = [Bool, I32, I64, U32, F32, F64];

    /// <summary>The name, such as <c>f32</c>.</summary>
    public string Name { get; }

    /// <summary>The .NET type of an element.</summary>
    public Type ElementType { get; }

    /// <summary>The size of an element in bytes.</summary>
    public int Size { get; }

    /// <summary>The type code of the element, for switches.</summary>
    internal TypeCode Code { get; }

    /// <summary>Whether the elements are floating-point numbers.</summary>
    public bool IsFloat => FractionBits > 0;

    /// <summary>Whether the elements are integers.</summary>
    public bool IsInteger => !IsFloat && this != Bool;

    /// <summary>The name in MLIR: <c>ui32</c> for u32.</summary>
    internal string Mlir { get; }

    /// <summary>The number of XLA's PrimitiveType (xla/xla_data.proto).</summary>
    internal int Xla { get; }

    /// <summary>The number of PJRT's PJRT_Buffer_Type.</summary>
    internal int Pjrt => Xla;

    /// <summary>Whether a single .NET number of this type is weak, as a literal is.</summary>
    internal bool IsWeakAlone { get; private init; }

    /// <summary>The number that no element is less than: of floats −∞.</summary>
    internal abstract double Least { get; }

    /// <summary>The number that no element is greater than: of floats ∞. That of i64 is rounded up.</summary>
    internal abstract double Greatest { get; }

    /// <summary>What is read out of range, as in JAX: NaN; of integers the least, of unsigned ones the greatest; true.</summary>
    internal virtual double Missing => Least < 0 ? Least : Greatest;

    /// <summary>Of floats: the bits behind the point of the significand.</summary>
    internal virtual int FractionBits => 0;

    /// <summary>Of floats: the distance from 1 to the next greater element.</summary>
    internal double Epsilon => Math.ScaleB(1, -FractionBits);

    /// <summary>Of floats: the least positive element of full precision.</summary>
    internal double Tiny => Math.ScaleB(1, 2 - (1 << 8 * Size - FractionBits - 2));

    /// <summary>Calls a visitor for the kind of the elements: the one place where code for a dtype is chosen.</summary>
    internal abstract void Visit<V>(V visitor) where V : IElementVisitor, allows ref struct;

    /// <summary>The element nearest to a number, as a number; of integers what Cast makes of it.</summary>
    internal abstract double Round(double x);

    /// <summary>The number that an element is.</summary>
    internal abstract double Number(object element);

    /// <summary>A new array for elements, which are anything at all.</summary>
    /// <exception cref="OverflowException">They are more than an array holds.</exception>
    internal abstract Array NewArray(long length);

    /// <summary>Writes a .NET number, of this dtype or of one that is converted to it exactly, to an array of elements.</summary>
    internal abstract void Put(Array elements, int at, object number);

    /// <summary>Whether a number is an element as it stands: an integer is not rounded, a float does not become infinite.</summary>
    internal bool Holds(double x) => IsFloat ? !double.IsFinite(x) || double.IsFinite(Round(x)) : double.IsInteger(x) && x >= Least && x < Greatest + 1;

    /// <summary>The dtype that elements of two meet in, by JAX's promotion with x64 enabled.</summary>
    internal static DType Common(DType x, DType y)
    {
        if (x == y || y == Bool) return x;
        if (x == Bool) return y;
        if (x.IsFloat && y.IsFloat) return x.Size > y.Size ? x : y;
        return x.IsFloat ? x : y.IsFloat ? y : I64; // of two different integers
    }

    /// <summary>The dtype with a name; case is ignored.</summary>
    /// <exception cref="AdException">No dtype has this name.</exception>
    public static DType Parse(string name) =>
        TryParse(name) ?? throw new AdException($"'{name}' is not a dtype: write one of {string.Join(", ", All)}.", ErrorId.InvalidDType);

    /// <summary>The dtype with a name, or null; case is ignored.</summary>
    public static DType? TryParse(string name) => All.FirstOrDefault(d => d.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The dtype with a name; case is ignored.</summary>
    public static implicit operator DType(string name) => Parse(name);

    /// <summary>The dtype of a .NET element type, or null.</summary>
    public static DType? Of(Type type)
    {
        foreach (var d in All)
            if (d.ElementType == type) return d;
        return null;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
