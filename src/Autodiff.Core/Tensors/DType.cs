namespace Autodiff;

/// <summary>The type of a tensor's elements: bool, i32, i64, u32, f16, bf16, f32 or f64. It converts from its name and prints as it.</summary>
public abstract class DType
{
    /// <summary>A boolean ([bool]).</summary>
    public static readonly DType Bool = new BooleanType("bool", "i1", 1);
    /// <summary>A signed 32-bit integer ([int]).</summary>
    public static readonly DType I32 = new IntegerType<int>("i32", "i32", 4) { IsWeakAlone = true };
    /// <summary>A signed 64-bit integer ([long]).</summary>
    public static readonly DType I64 = new IntegerType<long>("i64", "i64", 5) { IsWeakAlone = true };
    /// <summary>An unsigned 32-bit integer ([uint]). Random keys consist of it.</summary>
    public static readonly DType U32 = new IntegerType<uint>("u32", "ui32", 8) { IsWeakAlone = true };
    /// <summary>A 32-bit IEEE 754 float ([float]).</summary>
    public static readonly DType F32 = new FloatType<float>("f32", "f32", 11) { IsWeakAlone = true };
    /// <summary>A 64-bit IEEE 754 float ([double]).</summary>
    public static readonly DType F64 = new FloatType<double>("f64", "f64", 12) { IsWeakAlone = true };
    /// <summary>A 16-bit IEEE 754 float ([Half]). Operations compute with it as f32 and round the result.</summary>
    public static readonly DType F16 = new NarrowType<Half>("f16", "f16", 10, 10, x => (Half)x, x => (double)x) { Arithmetic = F32 };
    /// <summary>A 16-bit float with the exponent of an f32 (<see cref="BFloat16"/>). Operations compute with it as f32 and round the result.</summary>
    public static readonly DType BF16 = new NarrowType<BFloat16>("bf16", "bf16", 16, 7, x => (BFloat16)x, x => x) { Pjrt = 13, Arithmetic = F32 };

    private protected DType(string name, string mlir, int xla, Type type, int size) => (Name, Mlir, Xla, Pjrt, ElementType, Size, Arithmetic) = (name, mlir, xla, xla, type, size, this);

    /// <summary>All dtypes, from narrow to wide.</summary>
    public static IReadOnlyList<DType> All { get; } = [Bool, I32, I64, U32, F16, BF16, F32, F64];

    /// <summary>The name, such as <c>f32</c>.</summary>
    public string Name { get; }

    /// <summary>The .NET type of an element.</summary>
    public Type ElementType { get; }

    /// <summary>The size of an element in bytes.</summary>
    public int Size { get; }

    /// <summary>Whether the elements are floating-point numbers.</summary>
    public bool IsFloat => FractionBits > 0;

    /// <summary>Whether the elements are integers.</summary>
    public bool IsInteger => !IsFloat && this != Bool;

    /// <summary>The name in MLIR: <c>ui32</c> for u32.</summary>
    internal string Mlir { get; }

    /// <summary>The number of XLA's PrimitiveType (xla/xla_data.proto).</summary>
    internal int Xla { get; }

    /// <summary>The number of PJRT's PJRT_Buffer_Type.</summary>
    internal int Pjrt { get; private init; }

    /// <summary>The dtype in which operations compute, and accumulate sums. They round the result. Default: this one.</summary>
    internal DType Arithmetic { get; private init; }

    /// <summary>Whether operations convert the elements to compute with them.</summary>
    internal bool IsNarrow => Arithmetic != this;

    /// <summary>Whether a single .NET number of this type is weak, like a literal.</summary>
    internal bool IsWeakAlone { get; private init; }

    /// <summary>The least element: −∞ for floats.</summary>
    internal abstract double Least { get; }

    /// <summary>The greatest element: ∞ for floats. That of i64 is rounded up.</summary>
    internal abstract double Greatest { get; }

    /// <summary>The element for a read out of range, as in JAX: NaN for floats, the least signed integer, the greatest unsigned integer, or true.</summary>
    internal virtual double Missing => Least < 0 ? Least : Greatest;

    /// <summary>Floats: the fraction bits of the significand. Default: 0.</summary>
    internal virtual int FractionBits => 0;

    /// <summary>Floats: the distance from 1 to the next greater element.</summary>
    internal double Epsilon => Math.ScaleB(1, -FractionBits);

    /// <summary>Floats: the smallest positive normal element.</summary>
    internal double Tiny => Math.ScaleB(1, 2 - (1 << 8 * Size - FractionBits - 2));

    /// <summary>Calls the visitor's method for the elements. Only this and <see cref="Move"/> select code by dtype.</summary>
    internal void Visit<V>(V visitor) where V : IElementVisitor, allows ref struct
    {
        // Tests are faster than a generic virtual method, which is looked up at each call.
        if (this == F64) visitor.Float<double>();
        else if (this == F32) visitor.Float<float>();
        else if (this == I32) visitor.Integer<int>();
        else if (this == I64) visitor.Integer<long>();
        else if (this == U32) visitor.Integer<uint>();
        else if (this == Bool) visitor.Boolean();
        else throw new InvalidOperationException($"{Name} has no arithmetic of its own.");
    }

    /// <summary>Calls the mover for the elements.</summary>
    internal void Move<V>(V mover) where V : IElementMover, allows ref struct
    {
        if (this == F64) mover.Move<double>();
        else if (this == F32) mover.Move<float>();
        else if (this == I32) mover.Move<int>();
        else if (this == I64) mover.Move<long>();
        else if (this == U32) mover.Move<uint>();
        else if (this == Bool) mover.Move<bool>();
        else if (this == F16) mover.Move<Half>();
        else if (this == BF16) mover.Move<BFloat16>();
        else throw new InvalidOperationException($"{Name} has no element type.");
    }

    /// <summary>The number converted to an element and back. It is converted as by Cast.</summary>
    internal abstract double Round(double x);

    /// <summary>An element as a number.</summary>
    internal abstract double Number(object element);

    /// <summary>A new array. Its elements are not initialized.</summary>
    /// <exception cref="OverflowException">There are more elements than an array can have.</exception>
    internal abstract Array NewArray(long length);

    /// <summary>The storage of an array. It must not be written to afterwards.</summary>
    internal abstract HostStorage Wrap(Array elements);

    /// <summary>New storage. Its elements are not initialized.</summary>
    /// <exception cref="OverflowException">There are more elements than an array can have.</exception>
    internal abstract HostStorage Allocate(long count);

    /// <summary>Storage of a number, converted as by Cast, that stands for all elements.</summary>
    internal abstract HostStorage Splat(double x);

    /// <summary>A stored element as a number.</summary>
    internal abstract double Number(HostStorage storage, long i);

    /// <summary>Writes a .NET number to an array of elements. The dtype must represent it exactly.</summary>
    internal abstract void Put(Array elements, int at, object number);

    /// <summary>Whether the dtype can represent a number: an integer exactly, a float without becoming infinite.</summary>
    internal bool Holds(double x) => IsFloat ? !double.IsFinite(x) || double.IsFinite(Round(x)) : double.IsInteger(x) && x >= Least && x < Greatest + 1;

    /// <summary>The common dtype of two, by JAX's promotion with x64 enabled.</summary>
    internal static DType Common(DType x, DType y)
    {
        if (x == y || y == Bool) return x;
        if (x == Bool) return y;
        if (x.IsFloat && y.IsFloat) return x.Size > y.Size ? x : x.Size < y.Size ? y : F32; // of f16 and bf16
        return x.IsFloat ? x : y.IsFloat ? y : I64; // of two different integers
    }

    /// <summary>The dtype with a name; case is ignored.</summary>
    /// <exception cref="AdException">No dtype has this name.</exception>
    public static DType Parse(string name) =>
        TryParse(name) ?? throw new AdException($"'{name}' is not a dtype; expected one of {string.Join(", ", All)}.", ErrorId.InvalidDType);

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
