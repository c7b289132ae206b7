using System.Globalization;
using System.Text;

namespace Autodiff.StableHlo;

/// <summary>An SSA value: its name and type.</summary>
readonly record struct HloValue(string Name, TensorType Type);

/// <summary>
/// Writes StableHLO text, in MLIR's generic form: <c>%2 = "stablehlo.add"(%0, %1) : (tensor&lt;f64&gt;, tensor&lt;f64&gt;) -> tensor&lt;f64&gt;</c>.
/// It writes operations, regions and functions. The caller decides what a graph becomes.
/// </summary>
sealed class Hlo
{
    // Larger constants are written as bytes.
    const int MostNumbers = 64;

    readonly StringBuilder text = new();
    readonly Names names;
    int depth;

    /// <summary>A writer for the body of a function.</summary>
    public Hlo() : this(new Names()) { }

    Hlo(Names names) => (this.names, depth) = (names, 2);

    /// <summary>The functions written so far, by the object that each was made from, in the order in which they were completed.</summary>
    internal Dictionary<object, string> Functions => names.Functions;

    /// <summary>The texts of the private functions that this function calls.</summary>
    internal List<string> FunctionTexts => names.Texts;

    /// <summary>A writer for another function of the same module.</summary>
    internal Hlo NewFunction() => new(names);

    /// <summary>A new name.</summary>
    public string Fresh() => "%" + (names.Next++).ToString(CultureInfo.InvariantCulture);

    /// <summary>A type in MLIR, such as <c>tensor&lt;2x3xf32&gt;</c>.</summary>
    public static string TypeText(TensorType type)
    {
        var b = new StringBuilder("tensor<");
        foreach (int d in type.Shape) b.Append(CultureInfo.InvariantCulture, $"{d}x");
        return b.Append(type.DType.Mlir).Append('>').ToString();
    }

    /// <summary>An operation with one result.</summary>
    /// <param name="name">The name with its dialect, such as <c>stablehlo.sine</c>.</param>
    /// <param name="type">The type of the result.</param>
    /// <param name="x">The operands.</param>
    /// <param name="attributes">The attributes, such as <c>dimensions = array&lt;i64: 0&gt;</c>.</param>
    public HloValue Op(string name, TensorType type, ReadOnlySpan<HloValue> x, string attributes = "") =>
        Op(name, [type], x, attributes)[0];

    /// <summary>An operation with several results.</summary>
    public HloValue[] Op(string name, TensorType[] types, ReadOnlySpan<HloValue> x, string attributes = "", params Action[] regions)
    {
        string result = types.Length == 0 ? "" : Fresh();
        Indent();
        if (types.Length > 0) text.Append(result).Append(types.Length > 1 ? $":{types.Length}" : "").Append(" = ");
        text.Append('"').Append(name).Append("\"(");
        for (int i = 0; i < x.Length; i++) text.Append(i > 0 ? ", " : "").Append(x[i].Name);
        text.Append(')');
        // In the generic form, discardable attributes come after the regions and properties before them.
        if (attributes.Length > 0) text.Append(" <{").Append(attributes).Append("}>");
        for (int i = 0; i < regions.Length; i++)
        {
            text.Append(i == 0 ? " ({\n" : ", {\n");
            depth++;
            regions[i]();
            depth--;
            Indent();
            text.Append(i == regions.Length - 1 ? "})" : "}");
        }
        text.Append(" : (");
        for (int i = 0; i < x.Length; i++) text.Append(i > 0 ? ", " : "").Append(TypeText(x[i].Type));
        text.Append(") -> ").Append(types.Length == 1 ? TypeText(types[0]) : "(" + string.Join(", ", types.Select(TypeText)) + ")").Append('\n');
        var r = new HloValue[types.Length];
        for (int i = 0; i < r.Length; i++) r[i] = new(types.Length > 1 ? $"{result}#{i}" : result, types[i]);
        return r;
    }

    /// <summary>The arguments of a region, written on its first line if there are any.</summary>
    public HloValue[] RegionArguments(params TensorType[] types)
    {
        var r = Array.ConvertAll(types, t => new HloValue(Fresh(), t));
        if (r.Length == 0) return r;
        text.Append(' ', 2 * depth - 2).Append("^bb0(").AppendJoin(", ", r.Select(a => $"{a.Name}: {TypeText(a.Type)}")).Append("):\n");
        return r;
    }

    /// <summary>Ends a region.</summary>
    public void Return(params HloValue[] x)
    {
        Indent();
        text.Append("\"stablehlo.return\"(").AppendJoin(", ", x.Select(v => v.Name)).Append(") : (").AppendJoin(", ", x.Select(v => TypeText(v.Type))).Append(") -> ()\n");
    }

    /// <summary>A region that combines two scalars of a dtype with one operation, for reduce and scatter.</summary>
    public void Combiner(string name, DType dtype)
    {
        var scalar = new TensorType(dtype, default);
        var a = RegionArguments(scalar, scalar);
        Return(Op(name, scalar, a));
    }

    /// <summary>A constant. A splat is written as one number.</summary>
    public HloValue Constant(Tensor x) => Op("stablehlo.constant", x.Type, [], $"value = {Dense(x)}");

    /// <summary>A constant with equal elements.</summary>
    public HloValue Constant(TensorType type, double x) => Constant(Tensor.Full(type, x));

    /// <summary>A conversion to another dtype.</summary>
    public HloValue Convert(HloValue x, DType to) => x.Type.DType == to ? x : Op("stablehlo.convert", x.Type.With(to), [x]);

    /// <summary>A comparison of two numbers: EQ, NE, LT, LE, GT or GE.</summary>
    public HloValue Compare(string direction, HloValue x, HloValue y) =>
        Op("stablehlo.compare", x.Type.With(DType.Bool), [x, y], $"comparison_direction = #stablehlo<comparison_direction {direction}>");

    /// <summary>The same elements in another shape.</summary>
    public HloValue Reshape(HloValue x, Shape shape) => x.Type.Shape == shape ? x : Op("stablehlo.reshape", x.Type.With(shape), [x]);

    /// <summary>A broadcast, in which dimension i of x becomes dimension dims[i] of the shape.</summary>
    public HloValue Broadcast(HloValue x, Shape shape, Axes dims) =>
        Op("stablehlo.broadcast_in_dim", x.Type.With(shape), [x], $"broadcast_dimensions = {I64(dims)}");

    /// <summary>The same value, computed once: the compiler neither fuses nor simplifies across it.</summary>
    public HloValue Barrier(HloValue x) => Op("stablehlo.optimization_barrier", x.Type, [x]);

    /// <summary>A call of a function of this module.</summary>
    public HloValue[] Call(string function, TensorType[] types, ReadOnlySpan<HloValue> x) => Op("func.call", types, x, $"callee = @{function}");

    /// <summary>An attribute of integers, such as <c>array&lt;i64: 0, 1&gt;</c>.</summary>
    public static string I64(IEnumerable<int> values) => values.Any() ? $"array<i64: {Join(values)}>" : "array<i64>";

    /// <summary>Integers separated by commas.</summary>
    public static string Join(IEnumerable<int> values) => InvariantText.Join(", ", values);

    /// <summary>The text of the function that has been written.</summary>
    /// <param name="name">The name of the function.</param>
    /// <param name="isPublic">Whether it is the public function of the module.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="results">The results.</param>
    /// <param name="inputs">The attributes of each argument, not enclosed in braces; empty for none.</param>
    /// <param name="outputs">The attributes of each result, not enclosed in braces; empty for none.</param>
    internal string Function(string name, bool isPublic, HloValue[] arguments, HloValue[] results, string[]? inputs = null, string[]? outputs = null)
    {
        static string Note(string[]? notes, int i) => notes?[i] is { Length: > 0 } note ? $" {{{note}}}" : "";
        var types = results.Select(r => TypeText(r.Type));
        Indent();
        text.Append("func.return ").AppendJoin(", ", results.Select(r => r.Name)).Append(results.Length > 0 ? " : " + string.Join(", ", types) : "").Append('\n');
        string takes = string.Join(", ", arguments.Select((a, i) => $"{a.Name}: {TypeText(a.Type)}{Note(inputs, i)}")), gives = string.Join(", ", types.Select((t, i) => t + Note(outputs, i)));
        return $"  func.func {(isPublic ? "public" : "private")} @{name}({takes}) -> ({gives}) {{\n{text}  }}\n";
    }

    void Indent() => text.Append(' ', 2 * depth);

    static string Dense(Tensor x)
    {
        var b = new StringBuilder("dense<");
        if (x.Type.Shape.Size == 0) { }
        else if (x.IsSplat) b.Append(Number(x, 0));
        else if (x.Type.Shape.Size > MostNumbers && x.DType != DType.Bool) b.Append("\"0x").Append(System.Convert.ToHexString(x.Bytes())).Append('"');
        else
        {
            long at = 0;
            Nest(0);
            void Nest(int axis)
            {
                if (axis == x.Rank)
                {
                    b.Append(Number(x, at++));
                    return;
                }
                b.Append('[');
                for (int i = 0; i < x.Type.Shape[axis]; i++)
                {
                    if (i > 0) b.Append(", ");
                    Nest(axis + 1);
                }
                b.Append(']');
            }
        }
        return b.Append("> : ").Append(TypeText(x.Type)).ToString();
    }

    static string Number(Tensor x, long i)
    {
        object element = x.At(i);
        if (element is bool b) return b ? "true" : "false";
        if (!x.Type.IsFloat) return ((IFormattable)element).ToString(null, CultureInfo.InvariantCulture);
        // Enough digits to round-trip.
        if (double.IsFinite(x.ToDouble(i))) return x.ToDouble(i).ToString(x.DType.Size < sizeof(double) ? "e9" : "e17", CultureInfo.InvariantCulture);
        // Infinities and NaN are written by their bits. NaN is positive, because the negative NaN of .NET comes first in total order.
        int size = x.DType.Size;
        byte[] bits = x.Bytes().AsSpan(x.IsSplat ? 0 : checked((int)i * size), size).ToArray();
        if (double.IsNaN(x.ToDouble(i))) bits[^1] &= 0x7F;
        return "0x" + System.Convert.ToHexString([.. bits.Reverse()]);
    }

    sealed class Names
    {
        public int Next;
        public readonly Dictionary<object, string> Functions = new(ReferenceEqualityComparer.Instance);
        public readonly List<string> Texts = [];
    }
}
